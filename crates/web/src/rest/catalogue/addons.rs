//! What can be ordered with a product.

use axum::Json;
use axum::extract::State;
use protocol::wire::Csv;
use protocol::{Currency as CurrencyRow, GetCurrencies, GetPricing, GetProducts, PriceLine};
use schemars::JsonSchema;
use serde::Serialize;

use super::currencies;
use super::price::{Price, of_line};
use super::products::Currency;
use crate::App;
use crate::product_addons;
use crate::rest::money::{key, text};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::Visitor;

/// What can be ordered with a product.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Addons {
    items: Vec<Addon>,
}

/// An addon of products.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Addon {
    id: u64,
    name: String,
    description: Option<String>,
    /// `free`, `onetime` or `recurring`.
    pay_type: String,
    /// Whether several can be ordered at once.
    allows_quantity: bool,
    /// None for what is free.
    prices: Vec<Price>,
}

pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id,
    Query(which): Query<Currency>,
) -> Result<Json<Addons>, Problem> {
    let caller = &visitor.caller;
    let call = GetProducts { pid: Csv(vec![id]), ..GetProducts::default() };
    let products = app.whmcs().call(caller, call).await?.products.0.product.0;
    if !products.iter().any(|row| row.pid.id() == Some(id)) {
        return Err(Problem::not_found());
    }
    let rows = product_addons::of_product(&app, caller, id).await?;
    let wanted = currencies::known(&app, caller, which.currency.as_deref()).await?;
    let currencies = app.whmcs().call(caller, GetCurrencies {}).await?.currencies.0.currency.0;
    let mut items = Vec::new();
    for row in rows {
        let call = GetPricing { kind: "addon".to_owned(), relid: key(row.addonid.0) };
        let lines = app.whmcs().call(caller, call).await?.prices.0.price;
        let price = |line: &PriceLine| {
            let is_its = |each: &&CurrencyRow| each.id.0 == line.currencyid.0;
            let code = currencies.iter().find(is_its)?.code.to_string();
            let is_wanted = wanted.as_ref().is_none_or(|only| *only == code);
            if is_wanted { of_line(&row.paytype, line, &code) } else { None }
        };
        items.push(Addon {
            id: key(row.addonid.0),
            description: text(&row.description),
            pay_type: row.paytype.to_string(),
            allows_quantity: row.allowqty.0,
            prices: lines.iter().filter_map(price).collect(),
            name: row.name.0.clone(),
        });
    }
    Ok(Json(Addons { items }))
}
