//! How the lines of an invoice came about, in the language of the page.

use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentValue};
use protocol::{ExplainedStep, ExplainedTax, GetInvoiceExplanationResponse};

use crate::for_client::ForClient;
use crate::pages::language::{find, tell, tell_with};
use crate::pages::words::{Money, day, rate_text};

/// What is told about an invoice.
#[derive(Debug, Default)]
pub(super) struct Explained {
    /// Sentences and amounts of the steps, by the number of the line.
    pub(super) lines: BTreeMap<i64, Vec<(String, String)>>,
    /// A sentence for each tax.
    pub(super) taxes: Vec<String>,
}

/// Reads it; nothing where whoever answers here cannot tell.
pub(super) async fn of_invoice(door: &ForClient, id: u64, money: &Money) -> Explained {
    match door.invoice_explanation(id).await {
        Ok(told) => explained(&told, money),
        Err(_) => Explained::default(),
    }
}

fn explained(told: &GetInvoiceExplanationResponse, money: &Money) -> Explained {
    let lines = told.lines.0.line.iter().map(|line| {
        let steps = line.pricesteps.0.step.iter().chain(line.taxsteps.0.step.iter());
        (line.id.0, steps.map(|step| (said(step, money), money.of(&step.amount))).collect())
    });
    let taxes = told.taxes.0.tax.iter().map(|tax| of_tax(tax, told, money));
    Explained { lines: lines.collect(), taxes: taxes.collect() }
}

/// A step in a sentence; in English where no catalogue has it.
fn said(step: &ExplainedStep, money: &Money) -> String {
    let value = |wanted: &str| {
        let found = step.values.0.value.iter().find(|value| value.name == wanted);
        found.map(|value| value.value.to_string()).unwrap_or_default()
    };
    let number = |name: &str| value(name).parse::<i64>().unwrap_or_default();
    let mut args = FluentArgs::new();
    for (name, text) in step.values.0.value.iter().map(|value| (&*value.name, &*value.value)) {
        let shown = match name {
            "years" | "days" | "ofdays" => FluentValue::from(number(name)),
            "until" => FluentValue::from(day(text)),
            "of" => FluentValue::from(money.text(text)),
            _ => FluentValue::from(text.to_owned()),
        };
        args.set(name.to_owned(), shown);
    }
    let code = &*step.code;
    let id = match code {
        "" => return step.what.to_string(),
        "share" if number("days") == 0 => "how-share-years".to_owned(),
        "share" if number("years") == 0 => "how-share-days".to_owned(),
        code @ ("days-left" | "days-unused") if !value("less").is_empty() => {
            format!("how-{code}-less")
        }
        code => {
            if code == "tax-share" {
                args.set("tax", label(&value("level"), &value("name"), &value("rate")));
            }
            format!("how-{code}")
        }
    };
    let told = |id: &str| find(id, Some(&args)).ok().flatten();
    let Some(text) = told(&id) else { return step.what.to_string() };
    // Of what is a share of some days it is told of how many.
    let of_days = code != "share" && number("ofdays") > 0;
    match of_days.then(|| told("how-share-days")).flatten() {
        Some(days) => format!("{text} ({days})"),
        None => text,
    }
}

/// What a tax was applied to, and what rounding made of it.
fn of_tax(tax: &ExplainedTax, told: &GetInvoiceExplanationResponse, money: &Money) -> String {
    let is_second = tax.level.0 == 2;
    let id = match (told.taxtype == "inclusive", told.compound.0) {
        (false, true) if is_second => "how-tax-on-both",
        (false, _) => "how-tax-on",
        (true, true) if !is_second => "how-tax-in-without",
        (true, _) => "how-tax-in",
    };
    let rate = rate_text(&tax.rate);
    let values = [
        ("tax", label(&tax.level.to_string(), &tax.title, rate).into()),
        ("basis", money.of(&tax.basis).into()),
        ("exact", money.text(&tax.exact).into()),
        ("rounded", money.of(&tax.rounded).into()),
    ];
    tell_with(id, &values)
}

/// A tax of a level, 1 or 2, by its name and rate; one without a name by its place.
pub(super) fn label(level: &str, name: &str, rate: &str) -> String {
    let name = match (name, level) {
        ("", "2") => tell("how-tax-second"),
        ("", _) => tell("how-tax-first"),
        (name, _) => name.to_owned(),
    };
    tell_with("how-tax-named", &[("name", name.into()), ("rate", rate.to_owned().into())])
}

#[cfg(test)]
mod tests {
    use model::billing::tax::TaxLevel;
    use model::explanation::What;
    use protocol::wire::{Amount, Wrap};
    use protocol::{ExplainedStep, ExplainedValue, ExplainedValueList};

    use super::said;
    use crate::pages::words::Money;

    fn step(what: &What) -> ExplainedStep {
        let value = |(name, value): (&str, String)| ExplainedValue {
            name: name.into(),
            value: value.into(),
        };
        let value = what.values().into_iter().map(value).collect();
        ExplainedStep {
            what: "IN ENGLISH".into(),
            amount: Amount::from_minor(0, 2),
            code: what.code().into(),
            values: Wrap(ExplainedValueList { value }),
        }
    }

    #[test]
    fn b13_every_step_has_a_sentence_in_the_catalogues() {
        let money = Money { prefix: "$".to_owned(), ..Money::default() };
        let usd = |minor| model::money::Money::from_minor(minor, model::money::Currency::USD);
        let share = |years, days| What::Share { years, days, of_days: 365 };
        let less = || "TEN".to_owned();
        let until = || "2026-02-01".to_owned();
        let part = |days, of_days| What::Prorated { until: until(), days, of_days };
        let left = |less, days, of_days| What::DaysLeft { less, days, of_days };
        let unused = |less, days, of_days| What::DaysUnused { less, days, of_days };
        let tax = |level, name: &str| What::TaxShare {
            level,
            name: name.to_owned(),
            rate: "19".to_owned(),
            of: usd(213),
        };
        for (what, expected) in [
            (What::Named("VPS".into()), "IN ENGLISH"),
            (What::Setup("VPS".into()), "Set-up fee of VPS"),
            (What::SetupApart, "Set-up fee, on a line of its own"),
            (What::Years { what: ".com".into(), years: 1 }, ".com for 1 year"),
            (What::Years { what: ".com".into(), years: 3 }, ".com for 3 years"),
            (What::GroupDiscount, "Discount of your group"),
            (What::SetByStaff, "Price agreed with us"),
            (part(0, 0), "Part of a period, up to 1 Feb 2026"),
            (part(21, 31), "Part of a period, up to 1 Feb 2026 (21 of 31 days)"),
            (What::Recurring, "Regular price"),
            (What::PaidAlready("DNS".into()), "DNS: paid already"),
            (What::Promotion, "Promotion"),
            (What::PromotionCode("TEN".into()), "Promotion TEN"),
            (What::LateFee, "Late fee"),
            (What::Yearly, "Price of a year"),
            (share(1, 73), "1 year and 73 of 365 days"),
            (share(2, 0), "2 years"),
            (share(0, 73), "73 of 365 days"),
            (left(String::new(), 0, 0), "New price for the days left"),
            (left(String::new(), 21, 31), "New price for the days left (21 of 31 days)"),
            (left(less(), 0, 0), "New price for the days left, less promotion TEN"),
            (unused(String::new(), 0, 0), "Days paid and not used"),
            (unused(less(), 0, 0), "Days paid and not used, less promotion TEN"),
            (unused(less(), 21, 31), "Days paid and not used, less promotion TEN (21 of 31 days)"),
            (What::TaxContained, "Tax that the price contains"),
            (What::Exempt, "No tax: you are exempt"),
            (What::ReverseCharge, "No tax: you account for it yourself (reverse charge)"),
            (What::NotTaxed, "Not taxed"),
            (What::NoRate, "No tax: none is charged where you live"),
            (tax(TaxLevel::One, "VAT"), "VAT 19 %: this line’s part of $2.13"),
            (tax(TaxLevel::Two, ""), "Second tax 19 %: this line’s part of $2.13"),
        ] {
            assert_eq!(said(&step(&what), &money).replace(['\u{2068}', '\u{2069}'], ""), expected);
        }
    }
}
