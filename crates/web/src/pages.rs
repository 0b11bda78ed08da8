//! The pages: server-rendered HTML that works without script.

mod assets;
mod errors;
mod order;
mod render;
mod storefront;
mod view;

use axum::Router;
use axum::routing::get;

use crate::App;

pub use render::Templates;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(storefront::home))
        .route("/order/{product}", get(order::form).post(order::submit))
        .route("/order/{product}/summary", axum::routing::post(order::summary))
        .route("/order/complete/{order}", get(order::complete))
        .route("/assets/{*path}", get(assets::serve))
        .route("/favicon.ico", get(assets::icon))
        .fallback(errors::missing)
}
