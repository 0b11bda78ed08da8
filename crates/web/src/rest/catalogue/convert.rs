//! Any amount in any currency of the house.

use axum::Json;
use axum::extract::State;
use model::money::Money as Sum;
use protocol::GetCurrencies;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::exchange::{Exchange, amount};
use crate::rest::money::Money;
use crate::rest::problem::{Code, Problem};
use crate::rest::query::Query;
use crate::session::Visitor;

/// What to convert into what.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// As a decimal number.
    #[schemars(regex(pattern = r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$"))]
    amount: String,
    /// One of `GET /currencies`.
    #[schemars(regex(pattern = crate::rest::inputs::CURRENCY))]
    from: String,
    /// One of `GET /currencies`.
    #[schemars(regex(pattern = crate::rest::inputs::CURRENCY))]
    to: String,
}

/// An amount in two currencies, by the rates of now.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Converted {
    amount: Money,
    /// Rounded once.
    converted: Money,
}

pub(super) async fn get(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Json<Converted>, Problem> {
    let rows = app.whmcs().call(&visitor.caller, GetCurrencies {}).await?.currencies.0.currency;
    let row = |code: &str, name: &str| {
        let row = rows.iter().find(|row| row.code == code);
        row.ok_or_else(|| Problem::invalid(name, "is no currency of this house"))
    };
    let (from, to) = (row(&asked.from, "?from")?, row(&asked.to, "?to")?);
    let exchange = Exchange::between(from, to).map_err(odd)?;
    let wrong = |error: model::money::MoneyError| Problem::invalid("?amount", error.to_string());
    let sum = exchange.read(&asked.amount).map_err(wrong)?;
    let converted = exchange.of(sum).map_err(wrong)?;
    Ok(Json(Converted { amount: said(sum), converted: said(converted) }))
}

fn said(sum: Sum) -> Money {
    Money { amount: amount(sum), currency: sum.currency.code().into() }
}

/// A rate or code of the house that is none.
fn odd(error: model::money::MoneyError) -> Problem {
    tracing::error!(%error, "a currency of the house cannot be converted");
    Problem::new(Code::Internal, "Please try again later.")
}
