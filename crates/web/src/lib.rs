//! The doors of the house: WHMCS RPC, REST, pages, MCP, and what operators watch.

pub mod app;
mod asked;
mod bans;
mod client_ip;
pub mod cloud;
mod exchange;
mod fault;
mod for_client;
mod front;
pub mod functions;
mod gateway_hooks;
mod health;
pub mod hooks;
mod json_form;
mod limited;
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
mod sellable;
pub mod session;
mod slow;
mod specifications;
mod through;
mod transfer;
mod unsubscribe;
mod ways;
pub mod whmcs;

use axum::Router;
use axum::middleware::from_fn;

pub use app::App;
pub use networks::Networks;
pub use pages::{BadTheme, Catalogues, Live, SetUp, SoldNames, Templates, Unreadable};

/// Every route, over one WHMCS.
pub fn router(app: App) -> Router {
    let doors = Router::new()
        .merge(health::routes())
        .merge(gateway_hooks::routes())
        .merge(rpc::routes())
        .merge(mcp::routes(&app))
        .merge(links::routes())
        .merge(pages::routes(&app))
        .merge(hooks::routes())
        .layer(from_fn(health::name_route))
        // Names its routes itself.
        .merge(rest::routes(&app))
        .with_state(app.clone());
    front::before(app, doors)
}
