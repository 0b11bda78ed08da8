//! What a product asks when it is ordered: its options, its own fields, and its addons.

use protocol::{GetProductAddons, GetProducts, Product, ProductField, ProductOption};
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::pick::Choice;
use crate::pages::admin::sheet::ROWS;

/// The vendor's numbers of two kinds of options: a yes or no, and a quantity.
pub(in crate::pages::admin) const YES_NO: &str = "3";
pub(in crate::pages::admin) const QUANTITY: &str = "4";

/// As the template draws it; nothing when there is nothing to ask.
pub(super) async fn of(desk: &Desk, row: usize, product: u64) -> Value {
    let call = GetProducts { pid: vec![product].into_iter().collect(), ..GetProducts::default() };
    let found =
        desk.maybe(call).await.and_then(|found| found.products.0.product.0.into_iter().next());
    let Some(found) = found else { return Value::Null };
    let addons = addons(desk, product).await;
    let inputs: Vec<Value> = options(&found, row).chain(fields(&found, row)).collect();
    if inputs.is_empty() && addons.is_empty() {
        return Value::Null;
    }
    json!({ "row": row, "inputs": inputs, "addons": addons })
}

fn options(product: &Product, row: usize) -> impl Iterator<Item = Value> {
    let name = move |option: &ProductOption| format!("configoptions[{row}][{}]", option.id.0);
    let all = product.configoptions.0.configoption.iter();
    all.map(move |option| option_input(option, &name(option)))
}

/// The input of an option; a choice is sent under the name itself, a quantity (of a yes 1) under
/// `[qty]` beside the choice that it is of.
pub(in crate::pages::admin) fn option_input(option: &ProductOption, name: &str) -> Value {
    let choices = option.options.0.option.iter();
    let first = choices.clone().map(|choice| choice.id.0).next().unwrap_or(0);
    let choice = json!({ "name": format!("{name}[optionid]"), "value": first });
    let quantity = format!("{name}[qty]");
    match &*option.r#type {
        YES_NO => {
            json!({ "kind": "switch", "name": quantity, "choice": choice, "label": option.name })
        }
        QUANTITY => {
            let hint = match (option.minqty.0, option.maxqty.0) {
                (0, 0) => String::new(),
                (least, 0) => format!("At least {least}"),
                (least, most) => format!("From {least} to {most}"),
            };
            json!({
                "kind": "quantity",
                "name": quantity,
                "choice": choice,
                "label": option.name,
                "hint": hint,
            })
        }
        _ => {
            let choices: Vec<Choice> =
                choices.map(|choice| (choice.id.0.to_string(), choice.name.to_string())).collect();
            json!({ "kind": "choose", "name": name, "label": option.name, "choices": choices })
        }
    }
}

fn fields(product: &Product, row: usize) -> impl Iterator<Item = Value> {
    let name = move |field: &ProductField| format!("customfields[{row}][{}]", field.id.0);
    let all = product.customfields.0.customfield.iter();
    all.map(move |field| field_input(field, &name(field)))
}

/// The input of a field of the house.
pub(in crate::pages::admin) fn field_input(field: &ProductField, name: &str) -> Value {
    match field.r#type.as_deref() {
        Some("dropdown") => {
            let none = (String::new(), "–".to_owned());
            let each = field.offered().map(|each| (each.to_owned(), each.to_owned()));
            let choices: Vec<Choice> = std::iter::once(none).chain(each).collect();
            json!({ "kind": "choose", "name": name, "label": field.name, "choices": choices })
        }
        Some("tickbox") => json!({ "kind": "switch", "name": name, "label": field.name }),
        _ => json!({
            "kind": "text",
            "name": name,
            "label": field.name,
            "hint": field.description,
        }),
    }
}

async fn addons(desk: &Desk, product: u64) -> Vec<Choice> {
    let call = GetProductAddons { limitnum: ROWS, limitstart: None };
    let found = desk.maybe(call).await;
    let rows = found.map(|found| found.productaddons.0.productaddon.0).unwrap_or_default();
    let fitting = rows.iter().filter(|row| !row.retired.0 && row.products.0.contains(&product));
    fitting.map(|row| (row.addonid.0.to_string(), row.name.to_string())).collect()
}
