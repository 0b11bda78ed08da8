//! What is sold, by group.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use serde_json::json;

use super::cart::Cart;
use super::offers::bundles;
use super::{Shown, show};
use crate::App;
use crate::pages::gate::Arrived;
use crate::pages::language::tell;
use crate::pages::sorry::missing;
use crate::pages::storefront::{Wanted, shelves_view};
use crate::pages::view;

/// `GET /store`
pub(super) async fn all(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Shown {
    let mut cart = Cart::read(&app, &headers);
    cart.prefer(&wanted.currency);
    let caller = view::visitor(arrival.ip);
    let (_, currency) = view::currencies(&app, &caller, &cart.currency).await?;
    let shelves = shelves_view(&app, &caller, &currency).await?;
    let bundles = bundles(&app, &caller, &currency).await?;
    let page = json!({ "shelves": shelves, "bundles": bundles, "one": false });
    show(&app, &arrival, &cart, "storefront/store.html", &tell("store"), page).await
}

/// `GET /store/{group}`: by its number or its name in addresses.
pub(super) async fn group(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Path(wanted): Path<String>,
    Query(query): Query<Wanted>,
) -> Shown {
    let mut cart = Cart::read(&app, &headers);
    cart.prefer(&query.currency);
    let caller = view::visitor(arrival.ip);
    let (_, currency) = view::currencies(&app, &caller, &cart.currency).await?;
    let shelves = shelves_view(&app, &caller, &currency).await?;
    let found = shelves.into_iter().find(|shelf| shelf.is(&wanted)).ok_or_else(missing)?;
    let title = found.name().to_owned();
    let page = json!({ "shelves": [found], "one": true });
    show(&app, &arrival, &cart, "storefront/store.html", &title, page).await
}
