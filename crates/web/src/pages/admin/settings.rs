//! How the house is run: the general settings, each with its meaning, and what else is set up.

mod general;
mod shown;

use axum::Router;

use crate::App;
use crate::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/settings", get(general::page).merge(post(general::submit)))
        .route("/admin/products", get(shown::products))
        .route("/admin/promotions", get(shown::promotions))
        .route("/admin/currencies", get(shown::currencies))
        .route("/admin/gateways", get(shown::gateways))
        .route("/admin/servers", get(shown::servers))
        .route("/admin/staff", get(shown::staff))
}
