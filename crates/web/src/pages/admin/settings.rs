//! How the house is run: the general settings, each with its meaning, and what else is set up.

mod general;
mod shown;

use axum::Router;
use axum::routing::get;

use crate::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/settings", get(general::page).post(general::submit))
        .route("/admin/products", get(shown::products))
        .route("/admin/promotions", get(shown::promotions))
        .route("/admin/currencies", get(shown::currencies))
        .route("/admin/gateways", get(shown::gateways))
        .route("/admin/servers", get(shown::servers))
        .route("/admin/staff", get(shown::staff))
}
