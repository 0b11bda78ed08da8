//! Shopping: groups of products, domain names, a cart of several things, and paying for it.

mod cart;
mod checkout;
mod compare;
mod contact;
mod domains;
mod goods;
mod offers;
mod stock;
mod store;
mod ticket;
mod till;
mod transfer;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use protocol::Form;
use serde::Serialize;
use serde_json::{Value, json};

use super::flash;
use super::gate::{Arrival, gate};
use super::language::tell;
use super::sorry::Sorry;
use super::view::{self, Frame};
use crate::App;
use crate::routing::{get, post};
use crate::whmcs::CallError;
use cart::Cart;
pub(super) use goods::Goods;

/// What a page of the shop answers.
type Shown = Result<Response, Sorry>;

pub(crate) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/store", get(store::all))
        .route("/store/{group}", get(store::group))
        .route("/compare", get(compare::chosen))
        .route("/compare/{products}", get(compare::products))
        .route("/domains/search", get(domains::search))
        .route("/domains/transfer", get(transfer::page))
        .route("/cart", get(till::show))
        .route("/cart/domain", post(till::add_domain))
        .route("/cart/bundle/{id}", post(offers::add))
        .route("/cart/change", post(till::change))
        .route("/cart/remove", post(till::remove))
        .route("/cart/promotion", post(till::promotion))
        .route("/checkout", get(checkout::form).merge(post(checkout::place)))
        .route("/contact", get(contact::form).merge(post(contact::send)))
        .route("/contact/ticket", get(ticket::form).merge(post(ticket::reply)))
        .route("/contact/fields", get(crate::pages::client::ticket_new::fields))
        .route("/cart/add/{product}", post(till::add))
        .layer(from_fn_with_state(app.clone(), gate))
}

/// What pages outside the shop know of the cart.
pub(super) struct InCart {
    /// Code of the currency that prices are shown in.
    pub(super) currency: String,
    pub(super) things: usize,
}

/// What lies in the cart that a request brings.
pub(super) async fn in_cart(
    app: &App,
    arrival: &Arc<Arrival>,
    headers: &HeaderMap,
    wanted: &str,
) -> Result<InCart, CallError> {
    let cart = Cart::shown(app, arrival, headers, wanted).await?;
    Ok(InCart { things: cart.lines.len(), currency: cart.currency })
}

/// The configuration of a product that lies in the cart, to be changed.
pub(super) fn goods(app: &App, headers: &HeaderMap, line: &str, product: u64) -> Option<Goods> {
    Cart::read(app, headers).goods(line.parse().ok()?, product).cloned()
}

/// Goes on with the currency that was chosen here.
pub(super) fn keep_currency(app: &App, headers: &HeaderMap, wanted: &str, page: &mut Response) {
    if !wanted.is_empty() {
        let mut cart = Cart::read(app, headers);
        cart.prefer(wanted);
        cart.write(app, page.headers_mut());
    }
}

/// Whoever is logged in pays in one currency, and is offered no other.
pub(super) fn only_own(arrival: &Arrival, frame: &mut Frame) {
    if arrival.claims.as_ref().is_some_and(|claims| claims.client().is_some()) {
        frame.currencies.retain(|row| row.code == frame.currency);
    }
}

/// What the order form says goes into the cart, and whoever sent it goes to log in.
pub(super) fn put_aside(app: &App, headers: &HeaderMap, form: &Form, product: u64) -> Response {
    let mut cart = Cart::read(app, headers);
    cart.add_form(product, form);
    let mut response =
        flash::say(app, "/login?next=%2Fcheckout", "info", &tell("cart-waits-for-factor"));
    cart.write(app, response.headers_mut());
    response
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
    let mut frame = view::frame(app, &caller, title, &arrival.target, &cart.currency).await?;
    only_own(arrival, &mut frame);
    let once = app.0.chance.base62(24);
    let guarded = json!({ "csrf": arrival.csrf, "once": once });
    let flash = arrival.flash.clone();
    let in_cart = cart.lines.len();
    let view = Page { frame, guarded, flash, in_cart, page };
    let mut page = app.0.templates.page(status, template, &view);
    if arrival.reads && arrival.target.contains("currency=") {
        cart.write(app, page.headers_mut());
    }
    Ok(page)
}
