//! What a product can have beside its options: addons with their prices, and questions of its own.

use engine::Caller;
use protocol::{GetPricing, PriceLine, Product, ProductAddonEntry};
use serde::Serialize;

use super::input::Fields;
use crate::App;
use crate::pages::language::{self, tell};
use crate::pages::view::{CurrencyView, is_something};
use crate::product_addons;
use crate::whmcs::CallError;

/// An addon, as the template gets it.
#[derive(Debug, Serialize)]
pub(super) struct AddonView {
    id: u64,
    name: String,
    about: String,
    /// Such as `$10.00 monthly`; empty where it is not sold in this currency.
    price: String,
    chosen: bool,
}

/// The addons that go with a product; none from a WHMCS that tells of none.
pub(super) async fn addons(
    app: &App,
    caller: &Caller,
    product: u64,
    fields: &Fields,
    currency: Option<&CurrencyView>,
) -> Result<Vec<AddonView>, CallError> {
    let Some(currency) = currency else { return Ok(Vec::new()) };
    let offered = match product_addons::of_product(app, caller, product).await {
        Err(CallError::NotOffered(_)) => return Ok(Vec::new()),
        found => found?,
    };
    let mut views = Vec::new();
    for row in offered {
        let Some(id) = row.addonid.id() else { continue };
        let Some(price) = priced(app, caller, &row, &fields.cycle, currency).await? else {
            continue;
        };
        views.push(AddonView {
            id,
            price,
            name: row.name.to_string(),
            about: row.description.to_string(),
            chosen: fields.addons.contains(&id),
        });
    }
    Ok(views)
}

/// What an addon costs, in this cycle where it is sold in it; nothing where it is not sold in this
/// currency, and so cannot be ordered.
pub(crate) async fn priced(
    app: &App,
    caller: &Caller,
    row: &ProductAddonEntry,
    cycle: &str,
    currency: &CurrencyView,
) -> Result<Option<String>, CallError> {
    let Some(relid) = row.addonid.id() else { return Ok(None) };
    let call = GetPricing { kind: "addon".to_owned(), relid };
    let prices = app.whmcs().call(caller, call).await?.prices.0.price;
    let own = |price: &&PriceLine| price.currencyid.0 == currency.id;
    let own: Vec<&PriceLine> = prices.iter().filter(own).collect();
    let chosen = own.iter().find(|price| *price.cycle == *cycle).or(own.first());
    if chosen.is_none() && &*row.paytype != "free" {
        return Ok(None);
    }
    Ok(Some(chosen.map_or_else(|| tell("free"), |price| price_of(row, price, currency))))
}

fn price_of(row: &ProductAddonEntry, price: &PriceLine, currency: &CurrencyView) -> String {
    let per = match &*row.paytype {
        "free" => return tell("free"),
        "onetime" => language::word("each", "onetime"),
        _ => language::word("each", &price.cycle),
    };
    let amount = currency.money(&price.price);
    match is_something(&price.setupfee) {
        true => format!("{amount} {per}, + {}", currency.money(&price.setupfee)),
        false => format!("{amount} {per}"),
    }
}

/// The questions of a product that must be answered and were not.
pub(super) fn unanswered(product: &Product, fields: &Fields) -> Vec<u64> {
    let rows = product.customfields.0.customfield.iter();
    rows.filter(|row| row.is_required())
        .filter_map(|row| row.id.id())
        .filter(|id| fields.custom.get(id).is_none_or(String::is_empty))
        .collect()
}
