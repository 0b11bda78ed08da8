//! The plans that a service can be moved to, for the pages of the client and of the staff.

use protocol::{ClientService, Product};
use serde_json::{Value, json};

use super::view;

/// Product and cycle of what was chosen: `5:monthly`.
pub(crate) fn chosen(text: &str) -> Option<(u64, String)> {
    let (product, cycle) = text.split_once(':')?;
    Some((product.parse().ok()?, cycle.to_owned()))
}

/// The open ones of the products with their cycles and prices in a currency; what the service has
/// now is not among them.
pub(crate) fn offered(
    products: &[Product],
    row: &ClientService,
    currency: &str,
    open: impl Fn(&Product) -> bool,
) -> Vec<Value> {
    let now = row.billingcycle.to_lowercase().replace(['-', ' '], "");
    let plan = |product: &Product| {
        let is_now = product.pid == row.pid;
        let prices = view::prices(product, currency);
        let others = prices.iter().filter(|price| !(is_now && price.key == now));
        let cycles: Vec<Value> =
            others.map(|price| json!({ "key": price.key, "price": price })).collect();
        json!({
            "id": product.pid.0,
            "name": product.name.to_string(),
            "now": is_now,
            "cycles": cycles,
        })
    };
    products.iter().filter(|product| open(product)).map(plan).collect()
}

/// What a chosen plan costs from its next renewal on; null where it is not known.
pub(crate) fn later(plans: &[Value], chosen: &str) -> Value {
    let (id, key) = chosen.split_once(':').unwrap_or_default();
    let id = id.parse::<i64>().ok();
    let plan = plans.iter().find(|plan| id.is_some() && plan["id"].as_i64() == id);
    let cycles = plan.and_then(|plan| plan["cycles"].as_array()).into_iter().flatten();
    let cycle = cycles.into_iter().find(|cycle| cycle["key"] == key);
    cycle.map_or(Value::Null, |cycle| cycle["price"]["price"].clone())
}
