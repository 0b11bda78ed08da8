//! What the forms of a service offer to choose from, and what they send.

use std::collections::BTreeMap;

use protocol::wire::Num;
use protocol::{
    ClientService, GetProducts, GetPromotions, GetServers, Product, ProductOption, Promotion,
    Server,
};
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::form::Posted;
use crate::pages::admin::order::asks;
use crate::pages::admin::pick::Choice;

/// Fields that may be empty: the action takes an empty one for one that stays.
const MAY_BE_EMPTY: [&str; 8] = [
    "domain",
    "serviceusername",
    "subscriptionid",
    "ns1",
    "ns2",
    "dedicatedip",
    "assignedips",
    "notes",
];
/// A day that is none, on the wire.
const NO_DAY: &str = "0000-00-00";

/// What was posted, and which of the fields somebody emptied.
pub(super) fn emptied(posted: &Posted) -> Posted {
    let mut sent = posted.clone();
    let was_sent = |name: &&str| posted.all(name).next().is_some();
    let empty = |name: &&str| was_sent(name) && posted.text(name).trim().is_empty();
    for (place, name) in MAY_BE_EMPTY.into_iter().filter(empty).enumerate() {
        sent.set(&format!("unset[{place}]"), name);
    }
    if empty(&"overidesuspenduntil") {
        sent.set("overidesuspenduntil", NO_DAY);
    }
    sent
}

/// Every product, as far as the role is told.
pub(super) async fn products(desk: &Desk) -> Vec<Product> {
    let found = desk.maybe(GetProducts::default()).await;
    found.map(|found| found.products.0.product.0).unwrap_or_default()
}

/// The products as a choice.
pub(super) fn named(products: &[Product]) -> Vec<Choice> {
    products.iter().map(|row| (row.pid.0.to_string(), row.name.to_string())).collect()
}

/// Every promotion with what it takes off, after none.
pub(super) async fn promotions(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetPromotions::default()).await;
    let rows = found.map(|found| found.promotions.0.promotion.0).unwrap_or_default();
    let none = ("0".to_owned(), "None".to_owned());
    let each = rows.iter().map(|row| (row.id.0.to_string(), taken(row)));
    std::iter::once(none).chain(each).collect()
}

/// `SPRING: 50 % on every invoice`
fn taken(row: &Promotion) -> String {
    let value = &row.value.0;
    let what = match &*row.r#type {
        "Percentage" => format!("{value} %"),
        "Fixed Amount" => format!("{value} off"),
        "Price Override" => format!("{value} as the price"),
        other => other.to_owned(),
    };
    let times = match (row.recurring.0, row.recurfor.0) {
        (false, _) => "on the first invoice".to_owned(),
        (true, 0) => "on every invoice".to_owned(),
        (true, times) => format!("on {times} renewals"),
    };
    format!("{}: {what} {times}", row.code)
}

/// What the promotion of a service is, if it has one.
pub(super) fn promotion(service: &ClientService, promotions: &[Choice]) -> Option<String> {
    let id = service.promoid.id()?.to_string();
    let known = promotions.iter().find(|(each, _)| *each == id).map(|(_, name)| name.clone());
    known.or_else(|| service.promocode.as_ref().map(ToString::to_string)).or(Some(id))
}

/// The servers of a module and the one that the service is on, after none.
pub(super) async fn servers(desk: &Desk, module: &str, now: Num) -> Vec<Choice> {
    let found = desk.maybe(GetServers::default()).await;
    let rows = found.map(|found| found.servers.0).unwrap_or_default();
    let fits = |row: &&Server| row.id == now || (!module.is_empty() && &*row.module == module);
    let label = |row: &Server| format!("{} ({} services)", row.name, row.activeServices.0);
    let each = rows.iter().filter(fits).map(|row| (row.id.0.to_string(), label(row)));
    std::iter::once(("0".to_owned(), "None".to_owned())).chain(each).collect()
}

/// What the product asks of a service, and what was answered: inputs, and values by field.
pub(super) fn asked(
    product: Option<&Product>,
    service: &ClientService,
) -> (Vec<Value>, BTreeMap<String, String>) {
    let mut answers = BTreeMap::new();
    let mut inputs = product.map(|it| options(it, service, &mut answers)).unwrap_or_default();
    for row in service.customfields.0.customfield.iter() {
        let name = format!("customfields[{}]", row.id.0);
        let fields = product.map(|it| it.customfields.0.customfield.iter());
        let field = fields.into_iter().flatten().find(|field| field.id == row.id);
        inputs.push(match field {
            Some(field) => asks::field_input(field, &name),
            None => json!({ "kind": "text", "name": name, "label": row.name, "hint": "" }),
        });
        answers.insert(name, row.value.to_string());
    }
    (inputs, answers)
}

/// The inputs of the options of a product, with what was chosen of them.
pub(super) fn options(
    product: &Product,
    service: &ClientService,
    answers: &mut BTreeMap<String, String>,
) -> Vec<Value> {
    let mut inputs = Vec::new();
    for option in product.configoptions.0.configoption.iter() {
        let name = format!("configoptions[{}]", option.id.0);
        let mut input = asks::option_input(option, &name);
        let mut rows = service.configoptions.0.configoption.iter();
        let chosen = rows.find(|row| row.id == option.id);
        if let Some((name, value)) = chosen.and_then(|row| answer(option, &name, &row.value)) {
            answers.insert(name, value);
        } else if let Some(choices) = input.get_mut("choices").and_then(Value::as_array_mut) {
            // Nothing is chosen for somebody who only saves the rest.
            choices.insert(0, json!(["", "–"]));
        }
        inputs.push(input);
    }
    inputs
}

/// The field of an option and its value: of what was chosen only the words are told.
fn answer(option: &ProductOption, name: &str, said: &str) -> Option<(String, String)> {
    match &*option.r#type {
        asks::YES_NO => Some((format!("{name}[qty]"), u8::from(said == "Yes").to_string())),
        asks::QUANTITY => Some((format!("{name}[qty]"), said.to_owned())),
        _ => {
            let mut choices = option.options.0.option.iter();
            let choice = choices.find(|choice| shown(&choice.name) == said)?;
            Some((name.to_owned(), choice.id.0.to_string()))
        }
    }
}

/// What people see of a name: `plan|Which plan?` is `Which plan?` to them.
fn shown(name: &str) -> &str {
    name.split_once('|').map_or(name, |(_, shown)| shown)
}

/// The fields of a page with the answers among them; what was typed stays.
pub(super) fn joined(
    mut fields: BTreeMap<String, String>,
    answers: BTreeMap<String, String>,
    typed: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    for (name, value) in answers {
        let value = typed.get(&name).cloned().unwrap_or(value);
        fields.insert(name, value);
    }
    fields
}
