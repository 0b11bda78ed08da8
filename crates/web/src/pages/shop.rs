//! Shopping: groups of products, domain names, a cart of several things, and paying for it.

mod cart;
mod checkout;
mod compare;
mod contact;
mod domains;
mod offers;
mod store;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use serde_json::{Value, json};

use super::gate::{Arrival, gate};
use super::sorry::Sorry;
use super::view::{self, Frame};
use crate::App;
use cart::Cart;

/// What a page of the shop answers.
type Shown = Result<Response, Sorry>;

pub(crate) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/store", get(store::all))
        .route("/store/{group}", get(store::group))
        .route("/compare", get(compare::chosen))
        .route("/compare/{products}", get(compare::products))
        .route("/domains/search", get(domains::search))
        .route("/cart", get(cart::show))
        .route("/cart/domain", post(cart::add_domain))
        .route("/cart/bundle/{id}", post(offers::add))
        .route("/cart/remove", post(cart::remove))
        .route("/cart/promotion", post(cart::promotion))
        .route("/checkout", get(checkout::form).post(checkout::place))
        .route("/contact", get(contact::form).post(contact::send))
        .layer(from_fn_with_state(app.clone(), gate))
        // From the order form, which visitors see without a token.
        .route("/cart/add/{product}", post(cart::add))
}

/// A page of the shop, as its template gets it.
#[derive(Serialize)]
struct Page {
    frame: Frame,
    /// What forms send back.
    guarded: Value,
    flash: Option<super::flash::Flash>,
    /// Things in the cart.
    in_cart: usize,
    page: Value,
}

/// A page for everybody, as a visitor sees it.
pub(super) async fn public(
    app: &App,
    arrival: &Arrival,
    headers: &HeaderMap,
    template: &str,
    title: &str,
    page: Value,
) -> Shown {
    show(app, arrival, &Cart::read(app, headers), template, title, page).await
}

async fn show(
    app: &App,
    arrival: &Arrival,
    cart: &Cart,
    template: &str,
    title: &str,
    page: Value,
) -> Shown {
    show_with(app, arrival, cart, template, title, StatusCode::OK, page).await
}

async fn show_with(
    app: &App,
    arrival: &Arrival,
    cart: &Cart,
    template: &str,
    title: &str,
    status: StatusCode,
    page: Value,
) -> Shown {
    let caller = view::visitor(arrival.ip);
    let path = arrival.target.split('?').next().unwrap_or("/");
    let frame = view::frame(app, &caller, title, path, &cart.currency).await?;
    let once = app.0.chance.base62(24);
    let guarded = json!({ "csrf": arrival.csrf, "once": once });
    let flash = arrival.flash.clone();
    let in_cart = cart.lines.len();
    let view = Page { frame, guarded, flash, in_cart, page };
    Ok(app.0.templates.page(status, template, &view))
}
