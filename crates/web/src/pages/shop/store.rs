//! What is sold, by group.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use protocol::ProductGroup;
use serde_json::json;

use super::cart::Cart;
use super::compare::comparison;
use super::offers::bundles;
use super::{Shown, show};
use crate::App;
use crate::pages::gate::Arrived;
use crate::pages::language::tell;
use crate::pages::sorry::missing;
use crate::pages::storefront::{Shelf, Wanted, shelves_view, stocked};
use crate::pages::view;

/// `GET /store`
pub(super) async fn all(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Shown {
    let cart = Cart::shown(&app, &arrival, &headers, &wanted.currency).await?;
    let caller = view::visitor(arrival.ip);
    let (_, currency) = view::currencies(&app, &caller, &cart.currency).await?;
    let shelves = shelves_view(&app, &caller, &currency).await?;
    let bundles = bundles(&app, &caller, &currency).await?;
    let page = json!({ "shelves": shelves, "bundles": bundles, "one": false, "comparison": null });
    show(&app, &arrival, &cart, "storefront/store.html", &tell("store"), page).await
}

/// `GET /store/{group}`
pub(super) async fn group(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Path(wanted): Path<String>,
    Query(query): Query<Wanted>,
) -> Shown {
    let cart = Cart::shown(&app, &arrival, &headers, &query.currency).await?;
    let caller = view::visitor(arrival.ip);
    let (_, currency) = view::currencies(&app, &caller, &cart.currency).await?;
    let shelves = stocked(&app, &caller).await?;
    // By its number or its name in addresses.
    let is = |group: &ProductGroup| *group.slug == *wanted || group.gid.0.to_string() == wanted;
    let found = shelves.iter().find(|(group, _)| is(group)).ok_or_else(missing)?;
    let (group, products) = found;
    let shelf = Shelf::of(group, products, &currency);
    let comparison = comparison(products, &currency);
    let page = json!({ "shelves": [shelf], "one": true, "comparison": comparison });
    show(&app, &arrival, &cart, "storefront/store.html", &group.name, page).await
}
