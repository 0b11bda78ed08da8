//! What domain names cost, and whether one is free.

use axum::Json;
use axum::extract::State;
use protocol::wire::{Amount, Named};
use protocol::{DomainWhois, GetTLDPricing, PremiumName, TldPricing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::money::{Money, money, sum};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::Visitor;

/// Which endings, in which currency.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// The id of one of `GET /currencies`; the house's own if absent.
    #[schemars(range(min = 1))]
    currency_id: Option<u64>,
}

/// Which name.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Name {
    /// A whole domain name, such as `example.com`.
    #[schemars(length(min = 3, max = 253))]
    name: String,
    /// The id of one of `GET /currencies`, for the price of a premium name; the house's own if
    /// absent.
    #[schemars(range(min = 1))]
    currency_id: Option<u64>,
}

/// An ending of domain names.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Tld {
    /// Without the dot in front.
    tld: String,
    register: Vec<YearPrice>,
    transfer: Vec<YearPrice>,
    renew: Vec<YearPrice>,
    offers_dns_management: bool,
    offers_email_forwarding: bool,
    offers_id_protection: bool,
    /// A year, beside the name; null where it is free or not offered.
    dns_management_price: Option<Money>,
    /// A year, beside the name; null where it is free or not offered.
    email_forwarding_price: Option<Money>,
    /// A year, beside the name; null where it is free or not offered.
    id_protection_price: Option<Money>,
}

/// A price for so many years.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct YearPrice {
    years: u64,
    price: Money,
}

/// Whether a name is free.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Availability {
    name: String,
    is_available: bool,
    /// What it costs where its registry asks more for it than for others; null for other names.
    /// It is had for one year at a time.
    premium: Option<Premium>,
}

/// What a year of a premium name costs.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Premium {
    /// Whether such names are sold here.
    is_sold: bool,
    /// Null where the price of its ending counts.
    register: Option<Money>,
    /// Null where the price of its ending counts.
    renew: Option<Money>,
    /// Null where the price of its ending counts.
    transfer: Option<Money>,
}

pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(which): Query<Which>,
) -> Result<Json<Page<Tld>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let call = GetTLDPricing { currencyid: which.currency_id, clientid: None };
    let answer = app.whmcs().call(&visitor.caller, call).await?;
    let code = &*answer.currency.code;
    let rows = answer.pricing.iter().map(|(name, row)| tld(name, row, code)).collect();
    Ok(Json(window.cut(rows)))
}

pub(super) async fn is_free(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Name>,
) -> Result<Json<Availability>, Problem> {
    let name = asked.name.trim().to_ascii_lowercase();
    let call = DomainWhois { domain: name.clone(), currencyid: asked.currency_id, clientid: None };
    let answer = app.whmcs().call(&visitor.caller, call).await;
    let answer = answer.map_err(|error| Problem::from(error).renamed(&[("domain", "?name")]))?;
    let is_available = &*answer.status == "available";
    Ok(Json(Availability { is_available, name, premium: answer.premium.as_ref().map(premium) }))
}

fn premium(found: &PremiumName) -> Premium {
    let code = &*found.currencycode;
    let price = |amount: &Option<Amount>| amount.as_ref().map(|amount| sum(amount, code));
    Premium {
        is_sold: found.issold.0,
        register: price(&found.register),
        renew: price(&found.renew),
        transfer: price(&found.transfer),
    }
}

fn tld(name: &str, row: &TldPricing, code: &str) -> Tld {
    let price = |amount: &Option<Amount>| amount.as_ref().map(|amount| sum(amount, code));
    Tld {
        tld: name.trim_start_matches('.').to_owned(),
        register: years(&row.register, code),
        transfer: years(&row.transfer, code),
        renew: years(&row.renew, code),
        offers_dns_management: row.addons.dns.0,
        offers_email_forwarding: row.addons.email.0,
        offers_id_protection: row.addons.idprotect.0,
        dns_management_price: price(&row.addons.dnsprice),
        email_forwarding_price: price(&row.addons.emailprice),
        id_protection_price: price(&row.addons.idprotectprice),
    }
}

fn years(prices: &Named<Amount>, code: &str) -> Vec<YearPrice> {
    let price = |(years, amount): (&str, &Amount)| {
        money(amount, code)?;
        Some(YearPrice { years: years.parse().ok()?, price: sum(amount, code) })
    };
    prices.iter().filter_map(price).collect()
}
