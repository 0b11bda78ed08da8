//! Any amount in any currency of the house.

use axum::Json;
use axum::extract::State;
use model::money::{Currency, ExchangeRate, Money as Sum, convert as by_rates};
use protocol::GetCurrencies;
use protocol::wire::Amount;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
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
    #[schemars(regex(pattern = r"^[A-Z]{3}$"))]
    from: String,
    /// One of `GET /currencies`.
    #[schemars(regex(pattern = r"^[A-Z]{3}$"))]
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
    let rate_of = |code: &str, name: &str| {
        let row = rows.iter().find(|row| row.code == code);
        row.ok_or_else(|| Problem::invalid(name, "is no currency of this house"))
    };
    let rate = |text: String| ExchangeRate::parse(&text).map_err(odd);
    let from = rate(rate_of(&asked.from, "?from")?.rate.to_string())?;
    let to = rate(rate_of(&asked.to, "?to")?.rate.to_string())?;
    let [own, other] = [&asked.from, &asked.to].map(|code| Currency::iso(code).map_err(odd));
    let sum = Sum::parse(&asked.amount, &own?)
        .map_err(|error| Problem::invalid("?amount", error.to_string()))?;
    let converted = by_rates(sum, from, to, other?)
        .map_err(|error| Problem::invalid("?amount", error.to_string()))?;
    Ok(Json(Converted { amount: said(sum), converted: said(converted) }))
}

fn said(sum: Sum) -> Money {
    let amount = Amount::from_minor(sum.minor, u32::from(sum.currency.digits()));
    Money { amount, currency: sum.currency.code().to_owned() }
}

/// A rate or code of the house that is none.
fn odd(error: model::money::MoneyError) -> Problem {
    tracing::error!(%error, "a currency of the house cannot be converted");
    Problem::new(Code::Internal, "Please try again later.")
}
