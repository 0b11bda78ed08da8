//! From the cart to an order: log in or sign up on the way, choose how to pay, confirm.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use engine::IdempotencyKey;
use model::people::permission::ClientPermission;
use protocol::PayMethod;
use protocol::wire::Flag;
use serde_json::{Value, json};

use super::cart::{AGAIN, Cart};
use super::{Shown, show_with, stock};
use crate::App;
use crate::for_client::ForClient;
use crate::links;
use crate::pages::client::kept::{self, Charged};
use crate::pages::client::{Member, ordering_as};
use crate::pages::filled::Filled;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::tell;
use crate::pages::view::MethodView;
use crate::pages::{flash, terms, view};
use crate::whmcs::CallError;

/// `GET /checkout`
pub(super) async fn form(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let cart = Cart::read(&app, &headers);
    let products = stock::products(&app, &view::visitor(arrival.ip)).await?;
    // What is sold out is to be taken out of the cart first, which says so.
    if cart.lines.is_empty() || !stock::lacking(&cart, &products).is_empty() {
        return Ok(Redirect::to("/cart").into_response());
    }
    shown(&app, &arrival, cart, StatusCode::OK, Filled::default()).await
}

/// What is ordered here is what is shown: a code that does not hold for whoever is logged in is out
/// of the cart from now on, and an order that has it is refused until it was seen so.
async fn shown(
    app: &App,
    arrival: &Arc<Arrival>,
    mut cart: Cart,
    status: StatusCode,
    filled: Filled,
) -> Shown {
    let page = page(app, arrival, &cart, filled).await?;
    let is_unheld = page["summary"]["unheld"].is_string();
    let (template, title) = ("storefront/checkout.html", tell("checkout"));
    let mut shown = show_with(app, arrival, &cart, template, &title, status, page).await?;
    if Member::of(app, arrival).is_some() {
        if is_unheld {
            cart.promotion.clear();
        }
        cart.write(app, shown.headers_mut());
    }
    Ok(shown)
}

async fn page(
    app: &App,
    arrival: &Arc<Arrival>,
    cart: &Cart,
    mut filled: Filled,
) -> Result<Value, crate::pages::sorry::Sorry> {
    let here = Member::of(app, arrival);
    if let Some(here) = &here {
        check_may(here, &mut filled);
    }
    let methods = view::methods(app, &view::visitor(arrival.ip)).await?;
    let session = here.as_ref().map(|here| &here.session);
    let kept = kept::offered(app, session, &methods).await?;
    let usual = methods.first().map(|method| method.module.clone());
    let preferred = kept::first(&kept).or(usual).unwrap_or_default();
    let summary = cart.summary(app, arrival).await?;
    let who = match &here {
        Some(here) => Some(ordering_as(app, &here.session, &here.claims.name).await?),
        None => None,
    };
    Ok(json!({
        "who": who,
        "methods": methods,
        "kept": kept,
        "preferred": preferred,
        "summary": summary,
        "terms": terms::asked(app, &view::visitor(arrival.ip)).await,
        "filled": filled,
    }))
}

/// Says it to whoever may not order for the account before anything is filled in.
fn check_may(here: &Member, filled: &mut Filled) {
    if !here.session.may(ClientPermission::Orders) {
        filled.problem("form", tell("error-not-permitted-text"));
    }
}

/// `POST /checkout`
pub(super) async fn place(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let mut cart = Cart::read(&app, &headers);
    let Some(here) = Member::of(&app, &arrival) else {
        return Ok(Redirect::to("/login?next=%2Fcheckout").into_response());
    };
    if cart.lines.is_empty() {
        return Ok(Redirect::to("/cart").into_response());
    }
    let mut filled = Filled::typed(&arrival.form, &["method", "notes", terms::FIELD]);
    let visitor = view::visitor(arrival.ip);
    let methods = view::methods(&app, &visitor).await?;
    let method = way(&app, &arrival, &cart, &methods, filled.text("method")).await;
    if methods.is_empty() {
        filled.problem("form", tell("no-way-to-pay"));
    } else if method.is_empty() {
        filled.problem("method", tell("choose-how-to-pay"));
    }
    let is_agreed = terms::agreed(&arrival.form);
    if terms::are_lacking(&app, &visitor, is_agreed).await {
        filled.problem(terms::FIELD, tell("terms-needed"));
    }
    check_may(&here, &mut filled);
    let card = kept::chosen(&app, &here.session, &method).await?;
    if filled.is_good() {
        let mut call = cart.order();
        let gateway = card.as_ref().map(|row| row.gateway_name.to_string());
        call.paymentmethod = Some(gateway.unwrap_or(method));
        call.notes = filled.owned("notes").filter(|notes| !notes.is_empty());
        call.termsagreed = Flag(is_agreed);
        let affiliate = links::affiliate_of(&app, &headers);
        match here.door(ClientPermission::Orders)?.place_for(call, affiliate).await {
            Ok(placed) => {
                let invoice = placed.invoiceid.id();
                let charged = match invoice.zip(card) {
                    Some((invoice, card)) => Some(charge(&here, invoice, &card).await?),
                    None => None,
                };
                return Ok(placed_page(&app, cart, invoice, charged));
            }
            Err(error) => {
                if let CallError::Refused(refusal) = &error
                    && cart.is_unheld(refusal)
                {
                    cart.promotion.clear();
                }
                filled.refused(error, &[("paymentmethod", "method")])?;
            }
        }
    }
    shown(&app, &arrival, cart, AGAIN, filled).await
}

/// The way to pay that was chosen. Where nothing is to be paid nobody is asked, and the order has
/// the first one.
async fn way(
    app: &App,
    arrival: &Arc<Arrival>,
    cart: &Cart,
    methods: &[MethodView],
    chosen: &str,
) -> String {
    if !chosen.is_empty() || !cart.is_free(app, arrival).await {
        return chosen.to_owned();
    }
    methods.first().map(|method| method.module.clone()).unwrap_or_default()
}

/// Charges what is kept, as a request of its own: the order has the key of the form.
async fn charge(here: &Member, invoice: u64, card: &PayMethod) -> Result<Charged, CallError> {
    let mut session = here.session.clone();
    let key = session.caller.idempotency_key.take();
    session.caller.idempotency_key = key.map(|key| IdempotencyKey(format!("{}:pay", key.0)));
    kept::charge(&here.app, &ForClient::new(&here.app, &session), invoice, card).await
}

/// On to the invoice, with an empty cart.
fn placed_page(
    app: &App,
    mut cart: Cart,
    invoice: Option<u64>,
    charged: Option<Charged>,
) -> Response {
    cart.lines.clear();
    cart.promotion.clear();
    let path = invoice.map(|id| format!("/billing/invoices/{id}"));
    let text = tell("order-in-invoice");
    let mut response = match (path, charged) {
        (None, _) => flash::done(app, "/services", &tell("order-in")),
        (Some(path), None) => flash::done(app, &path, &text),
        (Some(path), Some(Charged { paid: true, .. })) => {
            flash::done(app, &path, &tell("invoice-paid-thanks"))
        }
        (Some(path), Some(Charged { message, onward, .. })) => {
            // A page of ours asks at once; the invoice leads to that of anybody else.
            let asks = onward.filter(|to| to.starts_with('/'));
            flash::say(app, asks.as_ref().unwrap_or(&path), "info", &format!("{text} {message}"))
        }
    };
    cart.write(app, response.headers_mut());
    response
}
