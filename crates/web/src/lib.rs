//! The doors of the house: WHMCS RPC, REST, pages, MCP, and what operators watch.

pub mod app;
mod asked;
mod bans;
mod client_ip;
pub mod cloud;
mod exchange;
mod fault;
mod for_client;
pub mod functions;
mod gateway_hooks;
mod health;
pub mod hooks;
mod json_form;
mod links;
mod listed;
pub mod mcp;
mod networks;
mod nul;
mod pages;
mod product_addons;
mod rest;
mod routing;
mod rpc;
mod said;
pub mod session;
mod slow;
mod specifications;
mod transfer;
mod unsubscribe;
pub mod whmcs;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

pub use app::App;
pub use networks::Networks;
pub use pages::{BadTheme, Catalogues, Live, SetUp, SoldNames, Templates, Unreadable};

/// Every route, over one WHMCS.
pub fn router(app: App) -> Router {
    let doors = Router::new()
        .merge(health::routes())
        .merge(gateway_hooks::routes())
        .merge(rest::routes(&app))
        .merge(rpc::routes())
        .merge(mcp::routes(&app))
        .merge(links::routes())
        .merge(pages::routes(&app))
        .merge(hooks::routes())
        .layer(from_fn(health::name_route))
        .with_state(app.clone());
    // Around the house as a whole: a layer of a router is made anew for each of its routes.
    let around = ServiceBuilder::new()
        .layer(from_fn_with_state(app.clone(), health::measure))
        .layer(CatchPanicLayer::custom(fault::panicked))
        .layer(from_fn_with_state(app.clone(), bans::turn_away))
        .layer(from_fn_with_state(app.clone(), networks::turn_away))
        .layer(from_fn_with_state(app, nul::turn_away))
        .layer(from_fn(slow::not_waited_for))
        .layer(DefaultBodyLimit::max(protocol::FORM_BYTES_MAX));
    Router::new().fallback_service(around.service(doors))
}
