//! The pages: server-rendered HTML that works without script.

mod admin;
mod aliases;
mod assets;
mod card;
mod client;
mod countries;
mod errors;
mod filled;
mod filters;
mod flash;
mod gate;
pub(crate) mod language;
mod leads;
mod markdown;
mod messages;
mod metrics;
mod order;
mod papers;
mod picture;
mod plain;
mod plans;
mod published;
mod questions;
mod render;
mod set_up;
mod shop;
mod sign_in;
mod sizes;
mod sorry;
mod storefront;
pub(crate) mod terms;
mod theme;
mod view;
mod words;
mod zone;

use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::App;
use crate::routing::get;

pub use admin::Live;
pub(crate) use errors::{done, failed, not_found, nothing, turned_away, unread};
pub use language::{Catalogues, Unreadable};
pub(crate) use published::{client_of, eyes, voter};
pub use render::Templates;
pub use set_up::SetUp;
pub use theme::BadTheme;
pub use view::SoldNames;

pub(crate) fn routes(app: &App) -> Router<App> {
    let in_a_language = Router::new()
        .merge(client::routes(app))
        .merge(published::routes(app))
        .merge(shop::routes(app))
        .merge(order::routes(app))
        .merge(crate::unsubscribe::routes())
        .merge(start(app))
        .fallback(errors::missing)
        .layer(from_fn_with_state(app.clone(), language::choose));
    Router::new()
        .merge(admin::routes(app))
        .merge(aliases::routes())
        .merge(in_a_language)
        .layer(from_fn_with_state(app.clone(), errors::misread))
        .route("/assets/{*path}", get(assets::serve).layer(assets::smaller()))
        .route("/favicon.ico", get(assets::icon))
        .merge(set_up::routes())
        .layer(axum::middleware::from_fn_with_state(app.clone(), set_up::first))
}

fn start(app: &App) -> Router<App> {
    let gate = from_fn_with_state(app.clone(), gate::gate);
    Router::new().route("/", get(storefront::home)).layer(gate)
}
