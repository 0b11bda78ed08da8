//! The configurable options of a product on its order form, with what each choice adds.

use protocol::wire::Amount;
use protocol::{OptionChoice, OptionPrices, Product, ProductOption};
use serde::Serialize;

use super::input::Fields;
use crate::pages::language::tell_with;
use crate::pages::view::{CurrencyView, is_something};

/// What a form sends for a yes-or-no that is ticked; one that is not ticked is not sent.
const YES: &str = "1";

/// An option, as the template gets it.
#[derive(Debug, Serialize)]
pub(super) struct OptionView {
    id: i64,
    name: String,
    /// `choice`, `yesno` or `quantity`.
    kind: &'static str,
    chosen: String,
    min: i64,
    /// The most there may be; nothing where any number may.
    max: Option<i64>,
    choices: Vec<ChoiceView>,
}

#[derive(Debug, Serialize)]
struct ChoiceView {
    id: i64,
    name: String,
    /// The name with what it adds in the cycle that is chosen.
    text: String,
    /// The same by every cycle that is offered, for the script.
    texts: Vec<(&'static str, String)>,
}

/// The options that something can be chosen of; one without choices is not finished yet.
pub(super) fn views(
    product: &Product,
    cycles: &[&'static str],
    fields: &Fields,
    currency: Option<&CurrencyView>,
) -> Vec<OptionView> {
    let options = product.configoptions.0.configoption.iter();
    let options = options.filter(|option| !option.options.0.option.is_empty());
    options.map(|option| view(option, cycles, fields, currency)).collect()
}

fn view(
    option: &ProductOption,
    cycles: &[&'static str],
    fields: &Fields,
    currency: Option<&CurrencyView>,
) -> OptionView {
    let kind = match &*option.r#type {
        "3" => "yesno",
        "4" => "quantity",
        _ => "choice",
    };
    let chosen = fields.options.get(&i64::from(option.id)).cloned().unwrap_or_default();
    let max = i64::from(option.maxqty);
    let choices = option.options.0.option.iter();
    OptionView {
        id: option.id.into(),
        name: option.name.to_string(),
        kind,
        // A cart may name the one choice that there is.
        chosen: match kind {
            "yesno" if !chosen.is_empty() && chosen != "0" => YES.to_owned(),
            "yesno" => String::new(),
            _ => chosen,
        },
        min: option.minqty.into(),
        max: (max > 0).then_some(max),
        choices: choices.map(|each| choice(each, kind, cycles, &fields.cycle, currency)).collect(),
    }
}

fn choice(
    choice: &OptionChoice,
    kind: &str,
    cycles: &[&'static str],
    chosen: &str,
    currency: Option<&CurrencyView>,
) -> ChoiceView {
    let name = choice.name.to_string();
    // What is ticked or counted stands beside its box, which needs no name but the option's.
    let label = if kind == "choice" { &*name } else { "" };
    let in_cycle = |cycle: &str| match currency.and_then(|it| added(choice, cycle, it)) {
        Some(price) if label.is_empty() => price,
        Some(price) => format!("{label} ({price})"),
        None => label.to_owned(),
    };
    ChoiceView {
        id: choice.id.into(),
        text: in_cycle(chosen),
        texts: cycles.iter().map(|cycle| (*cycle, in_cycle(cycle))).collect(),
        name,
    }
}

/// What a choice adds in a cycle; nothing where it is free.
fn added(choice: &OptionChoice, cycle: &str, currency: &CurrencyView) -> Option<String> {
    let (price, setup) = of_cycle(choice.pricing.get(&currency.code)?, cycle)?;
    let price = is_something(price).then(|| format!("+ {}", currency.money(price)));
    let setup = is_something(setup)
        .then(|| tell_with("and-setup", &[("price", currency.money(setup).into())]));
    match (price, setup) {
        (Some(price), Some(setup)) => Some(format!("{price}, {setup}")),
        (price, setup) => price.or(setup),
    }
}

fn of_cycle<'a>(prices: &'a OptionPrices, cycle: &str) -> Option<(&'a Amount, &'a Amount)> {
    Some(match cycle {
        "monthly" => (&prices.monthly, &prices.msetupfee),
        "quarterly" => (&prices.quarterly, &prices.qsetupfee),
        "semiannually" => (&prices.semiannually, &prices.ssetupfee),
        "annually" => (&prices.annually, &prices.asetupfee),
        "biennially" => (&prices.biennially, &prices.bsetupfee),
        "triennially" => (&prices.triennially, &prices.tsetupfee),
        _ => return None,
    })
}
