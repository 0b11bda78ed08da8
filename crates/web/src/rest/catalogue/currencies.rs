//! Currencies, and the ways to pay.

use axum::Json;
use axum::extract::State;
use engine::Caller;
use protocol::{GetCurrencies, GetPaymentMethods};
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::rest::money::{key, text};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::Visitor;

/// A currency.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Currency {
    id: u64,
    /// ISO 4217.
    code: String,
    /// Written before an amount.
    prefix: Option<String>,
    /// Written behind an amount.
    suffix: Option<String>,
    /// Units of it for one of the house's own currency, as a decimal number.
    rate: String,
}

/// A way to pay.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PaymentMethod {
    /// Its name for programs: the `payment_method` of an order.
    id: String,
    /// Its name for people.
    name: String,
}

/// The code of the currency that is asked for, in whichever case it is written.
pub(super) async fn known(
    app: &App,
    caller: &Caller,
    asked: Option<&str>,
) -> Result<Option<String>, Problem> {
    let Some(asked) = asked else { return Ok(None) };
    let rows = app.whmcs().call(caller, GetCurrencies {}).await?.currencies.0.currency.0;
    let row = rows.into_iter().find(|row| row.code.eq_ignore_ascii_case(asked));
    row.map(|row| Some(row.code.0))
        .ok_or_else(|| Problem::invalid("?currency", "is no currency of this house"))
}

pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Currency>>, Problem> {
    let window = paging.window()?;
    let rows = app.whmcs().call(&visitor.caller, GetCurrencies {}).await?;
    let rows = rows.currencies.0.currency.into_iter().map(|row| Currency {
        id: key(row.id.0),
        prefix: text(&row.prefix),
        suffix: text(&row.suffix),
        rate: row.rate.to_string(),
        code: row.code.0,
    });
    Ok(Json(window.cut(rows.collect())))
}

pub(super) async fn payment_methods(
    State(app): State<App>,
    visitor: Visitor,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<PaymentMethod>>, Problem> {
    let window = paging.window()?;
    let rows = app.whmcs().call(&visitor.caller, GetPaymentMethods {}).await?;
    let rows = rows.paymentmethods.0.paymentmethod.into_iter();
    let rows = rows.map(|row| PaymentMethod { id: row.module.0, name: row.displayname.0 });
    Ok(Json(window.cut(rows.collect())))
}
