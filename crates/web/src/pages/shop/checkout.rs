//! From the cart to an order: log in or sign up on the way, choose how to pay, confirm.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use model::people::permission::ClientPermission;
use serde_json::{Value, json};

use super::cart::{AGAIN, Cart};
use super::{Shown, show, show_with};
use crate::App;
use crate::links;
use crate::pages::client::Member;
use crate::pages::filled::Filled;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::tell;
use crate::pages::{flash, view};

/// `GET /checkout`
pub(super) async fn form(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let cart = Cart::read(&app, &headers);
    if cart.lines.is_empty() {
        return Ok(Redirect::to("/cart").into_response());
    }
    let page = page(&app, &arrival, &cart, Filled::default()).await?;
    show(&app, &arrival, &cart, "storefront/checkout.html", &tell("checkout"), page).await
}

async fn page(
    app: &App,
    arrival: &std::sync::Arc<Arrival>,
    cart: &Cart,
    filled: Filled,
) -> Result<Value, crate::pages::sorry::Sorry> {
    let who = Member::of(app, arrival).map(|here| here.claims.name);
    let methods = view::methods(app, &view::visitor(arrival.ip)).await?;
    let summary = cart.summary(app, arrival).await?;
    Ok(json!({ "who": who, "methods": methods, "summary": summary, "filled": filled }))
}

/// `POST /checkout`
pub(super) async fn place(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let cart = Cart::read(&app, &headers);
    let Some(here) = Member::of(&app, &arrival) else {
        return Ok(Redirect::to("/login?next=%2Fcheckout").into_response());
    };
    if cart.lines.is_empty() {
        return Ok(Redirect::to("/cart").into_response());
    }
    let mut filled = Filled::typed(&arrival.form, &["method", "notes"]);
    filled.need(&[("method", "choose-how-to-pay")]);
    if filled.is_good() {
        let mut call = cart.order();
        call.paymentmethod = filled.owned("method");
        call.notes = filled.owned("notes").filter(|notes| !notes.is_empty());
        let affiliate = links::affiliate_of(&app, &headers);
        match here.door(ClientPermission::Orders)?.place_for(call, affiliate).await {
            Ok(placed) => return Ok(placed_page(&app, cart, placed.invoiceid.id())),
            Err(error) => filled.refused(error, &[("paymentmethod", "method")])?,
        }
    }
    let page = page(&app, &arrival, &cart, filled).await?;
    let template = "storefront/checkout.html";
    show_with(&app, &arrival, &cart, template, &tell("checkout"), AGAIN, page).await
}

/// On to the invoice, with an empty cart.
fn placed_page(app: &App, mut cart: Cart, invoice: Option<u64>) -> Response {
    cart.lines.clear();
    let mut response = match invoice {
        Some(id) => {
            let text = &tell("order-in-invoice");
            flash::done(app, &format!("/billing/invoices/{id}"), text)
        }
        None => flash::done(app, "/services", &tell("order-in")),
    };
    cart.write(app, response.headers_mut());
    response
}
