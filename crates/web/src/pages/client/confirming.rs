//! Approving a payment on a page of ours, in the place of the client's bank: of sandboxes only.
//!
//! As at a bank's page, whoever has the address may answer; nobody guesses it, and it is good once.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use engine::billing::capture::Captured;
use engine::billing::confirming::{self, Question};
use engine::{Caller, Door, Engine};
use ports::payment::CONFIRMATION_PATH;
use protocol::wire::Amount;
use serde_json::json;

use super::Shown;
use super::doors::door;
use crate::App;
use crate::pages::gate::Arrived;
use crate::pages::language::tell;
use crate::pages::{errors, flash, view};
use crate::whmcs::{CallError, Whmcs};

/// `GET /payment/confirm/{token}`
pub(super) async fn ask(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(token): Path<String>,
) -> Shown {
    let Some(engine) = engine_of(&app) else { return Ok(gone(&app)) };
    let asked = confirming::question(engine, &token).await.map_err(CallError::from)?;
    let Some(asked) = asked else { return Ok(gone(&app)) };
    let caller = view::visitor(arrival.ip);
    let view = json!({
        "merchant": view::company(&app, &caller).await,
        "number": asked.label,
        "amount": amount(&app, &caller, &asked).await?,
        "last_four": asked.last_four,
        "action": format!("{CONFIRMATION_PATH}{token}"),
    });
    let title = tell("confirm-payment");
    Ok(door(&app, &arrival, "client/bank.html", &title, StatusCode::OK, view).await)
}

/// `POST /payment/confirm/{token}`
pub(super) async fn answer(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(token): Path<String>,
) -> Shown {
    let Some(engine) = engine_of(&app) else { return Ok(gone(&app)) };
    let agrees = arrival.form.text("answer") == Some("approve");
    let cx = engine.cx(Caller::system(Door::Page));
    let done = confirming::answer(&cx, &token, agrees).await.map_err(CallError::from)?;
    let Some((invoice, captured)) = done else { return Ok(gone(&app)) };
    let to = format!("/billing/invoices/{invoice}");
    Ok(match captured {
        Captured::Paid { .. } => flash::done(&app, &to, &tell("invoice-paid-thanks")),
        Captured::Refused { .. } => flash::say(&app, &to, "bad", &tell("payment-declined")),
        Captured::Pending { .. } | Captured::ActionNeeded { .. } | Captured::Unknown => {
            flash::say(&app, &to, "info", &tell("payment-under-way"))
        }
    })
}

/// Where a payment goes on: a page of ours by its path, that of a provider by its address; nothing
/// of what is not encrypted.
pub(crate) async fn onward(app: &App, to: &str) -> Option<String> {
    let own = match app.whmcs() {
        Whmcs::Engine(_) => view::setting(app, &Caller::system(Door::Page), "SystemURL").await,
        Whmcs::Remote(_) => String::new(),
    };
    match to.strip_prefix(&own).map(|rest| format!("/{rest}")) {
        Some(path) if path.starts_with(CONFIRMATION_PATH) => Some(path),
        _ => to.starts_with("https://").then(|| to.to_owned()),
    }
}

/// Another WHMCS asks at its own address.
fn engine_of(app: &App) -> Option<&Engine> {
    match app.whmcs() {
        Whmcs::Engine(actions) => Some(actions.engine()),
        Whmcs::Remote(_) => None,
    }
}

async fn amount(app: &App, caller: &Caller, asked: &Question) -> Result<String, CallError> {
    let code = asked.amount.currency.code();
    let (currencies, _) = view::currencies(app, caller, code).await?;
    let row = currencies.iter().find(|row| row.code == code);
    let text = asked.amount.to_string();
    let shown = row.zip(Amount::parse(&text).ok()).map(|(row, amount)| row.money(&amount));
    Ok(shown.unwrap_or_else(|| format!("{text} {code}")))
}

/// It was answered before, or too long ago, or never asked.
fn gone(app: &App) -> Response {
    let (heading, text) = (tell("confirm-payment-gone"), tell("confirm-payment-gone-text"));
    errors::page(app, StatusCode::NOT_FOUND, &heading, &text)
}
