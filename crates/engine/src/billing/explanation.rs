//! How each line of an invoice came to its amount and its tax, for people to read.
//!
//! The steps of a price are kept with the line when it is made; those of the tax are computed anew
//! from what the invoice keeps about it, and are the same figures (B2, B13, B14).

use std::collections::BTreeMap;

use model::billing::tax::{LineAmount, TaxLevel, TaxMode, TaxRates, TaxSettings, TaxStep, explain};
use model::explanation::{Step, What, tax_name};
use model::ids::InvoiceId;
use model::money::{Currency, Money, Percent, shown_scaled};
use serde::Serialize;
use serde_json::Value;
use store::Conn;
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::invoices::{self, InvoiceRow};

use super::taxation::Basis;
use crate::system::currencies::Currencies;
use crate::{Engine, Result, not_found};

/// An invoice, explained.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The invoice.
    pub row: InvoiceRow,
    /// What its amounts are in.
    pub currency: Currency,
    /// How it was taxed; `None` for an older one, of which nobody wrote it down.
    pub basis: Option<Basis>,
    /// The rates, each computed on all taxed lines and rounded once; none where nothing is charged.
    pub taxes: Vec<ExplainedTax>,
    /// The lines, in order.
    pub lines: Vec<ExplainedLine>,
}

/// A rate of it.
#[derive(Debug, Clone)]
pub struct ExplainedTax {
    /// What it did.
    pub step: TaxStep,
    /// The name of the tax; may be empty.
    pub name: String,
    /// Per cent, as people write it: `19`.
    pub rate: String,
}

/// A line of it.
#[derive(Debug, Clone)]
pub struct ExplainedLine {
    /// The line.
    pub row: InvoiceItemRow,
    /// How its amount came about.
    pub price: Vec<Step>,
    /// How its tax did, and what an inclusive price is without it.
    pub tax: Vec<Step>,
}

/// Explains an invoice.
///
/// # Errors
/// `Invoice ID Not Found`; broken when what is kept cannot be read.
pub async fn of_invoice(engine: &Engine, c: &mut Conn, id: InvoiceId) -> Result<Explained> {
    let row = invoices::by_id(c, id).await?;
    let row = row.ok_or_else(|| not_found("Invoice ID Not Found"))?;
    let shown_in = std::iter::once(row.currency_id);
    let currency = Currencies::recent(engine, c, shown_in).await?.currency(row.currency_id)?;
    let lines = invoice_items::of_invoice(c, id).await?;
    let basis = Basis::read(&row.tax_basis);
    let taxes = match &basis {
        Some(basis) if basis.treatment == "taxed" => taxes(basis, &row, &lines, currency)?,
        _ => Vec::new(),
    };
    let lines =
        lines.into_iter().map(|line| explained(line, basis.as_ref(), &taxes, currency)).collect();
    Ok(Explained { row, currency, basis, taxes, lines })
}

fn taxes(
    basis: &Basis,
    row: &InvoiceRow,
    lines: &[InvoiceItemRow],
    currency: Currency,
) -> Result<Vec<ExplainedTax>> {
    let settings = TaxSettings {
        mode: if basis.inclusive { TaxMode::Inclusive } else { TaxMode::Exclusive },
        compound: basis.compound,
        ..TaxSettings::default()
    };
    let rates = TaxRates {
        level1: Percent::from_ten_thousandths(basis.rates.0)?,
        level2: Percent::from_ten_thousandths(basis.rates.1)?,
    };
    let listed: Vec<_> = lines
        .iter()
        .map(|line| LineAmount {
            amount: Money::from_minor(line.amount_minor, currency),
            taxed: line.taxed,
        })
        .collect();
    let steps = explain(&listed, rates, &settings, currency)?;
    let named = |step: TaxStep| {
        let name = match step.level {
            TaxLevel::One => row.tax_name.clone(),
            TaxLevel::Two => row.tax_name2.clone(),
        };
        ExplainedTax { name, rate: shown_scaled(step.rate.ten_thousandths(), 4), step }
    };
    Ok(steps.into_iter().map(named).collect())
}

impl ExplainedTax {
    /// Name and rate, as `VAT 19 %`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} {} %", tax_name(self.step.level, &self.name), self.rate)
    }
}

/// What a rate did, in a sentence: what it was applied to, and what rounding made of it.
#[must_use]
pub fn sentence(basis: &Basis, tax: &ExplainedTax) -> String {
    let (step, label) = (&tax.step, tax.label());
    let second = step.level == TaxLevel::Two;
    let what = match (basis.inclusive, basis.compound && second) {
        (false, false) => "the taxed lines",
        (false, true) => "the taxed lines and the first tax",
        (true, _) if basis.compound && !second => "the taxed lines without the second tax",
        (true, _) => "the taxed lines, which contain it",
    };
    let place = if basis.inclusive { "in" } else { "on" };
    let TaxStep { basis, exact, rounded, .. } = step;
    format!("{label} {place} {basis}, {what}: {exact}, rounded {rounded}")
}

/// The steps of a price as a line keeps them: each with its sentence and amount, and where the
/// sentence alone does not say which it is, its code and values.
///
/// # Errors
/// Broken when they cannot be written down.
pub(crate) fn kept_steps(steps: &[Step]) -> Result<String> {
    let kept = steps.iter().map(|step| {
        let (text, minor) = (step.what.to_string(), step.amount.minor);
        if step.what.is_plain() {
            return Kept::Plain(text, minor);
        }
        Kept::Coded(text, minor, step.what.code(), step.what.values().into_iter().collect())
    });
    Ok(serde_json::to_string(&kept.collect::<Vec<_>>())?)
}

/// A step as a line keeps it.
#[derive(Serialize)]
#[serde(untagged)]
enum Kept {
    Plain(String, i64),
    Coded(String, i64, &'static str, BTreeMap<&'static str, String>),
}

/// The steps that a line keeps; none where they cannot be read.
pub(crate) fn steps_of(kept: &str, currency: Currency) -> Vec<Step> {
    let kept: Vec<Vec<Value>> = serde_json::from_str(kept).unwrap_or_default();
    let step = |parts: Vec<Value>| {
        let text = parts.first()?.as_str()?;
        let amount = Money::from_minor(parts.get(1)?.as_i64()?, currency);
        let value = |name: &str| Some(parts.get(3)?.get(name)?.as_str()?.to_owned());
        let code = parts.get(2).and_then(Value::as_str);
        let what = code.and_then(|code| What::of_code(code, value));
        Some(Step { what: what.unwrap_or_else(|| What::of_text(text)), amount })
    };
    kept.into_iter().filter_map(step).collect()
}

fn explained(
    row: InvoiceItemRow,
    basis: Option<&Basis>,
    taxes: &[ExplainedTax],
    currency: Currency,
) -> ExplainedLine {
    let money = |minor| Money::from_minor(minor, currency);
    let price = steps_of(&row.explanation, currency);
    let mut tax = Vec::new();
    let contained = row.net_minor - row.amount_minor;
    if contained != 0 {
        tax.push(Step::new(What::TaxContained, money(contained)));
    }
    let said = match basis.map(|basis| basis.treatment.as_str()) {
        None => None,
        Some("exempt") => Some(What::Exempt),
        Some("reverse charge") => Some(What::ReverseCharge),
        Some(_) if !row.taxed => Some(What::NotTaxed),
        Some(_) if taxes.is_empty() => Some(What::NoRate),
        Some(_) => None,
    };
    tax.extend(said.map(|said| Step::new(said, money(0))));
    if row.taxed {
        for ExplainedTax { step, name, rate } in taxes {
            let share = match step.level {
                TaxLevel::One => row.tax_minor,
                TaxLevel::Two => row.tax2_minor,
            };
            let (name, rate) = (name.clone(), rate.clone());
            let what = What::TaxShare { level: step.level, name, rate, of: step.rounded };
            tax.push(Step::new(what, money(share)));
        }
    }
    ExplainedLine { row, price, tax }
}

#[cfg(test)]
mod tests {
    use model::explanation::{Step, What};
    use model::money::{Currency, Money};

    use super::{kept_steps, steps_of};

    #[test]
    fn steps_are_kept_as_they_were_and_those_of_older_lines_are_read() {
        let step = |what: What, minor| Step::new(what, Money::from_minor(minor, Currency::USD));
        let steps = [
            step(What::Recurring, 1000),
            step(What::Named("Location: Rome".into()), 150),
            step(What::Setup("VPS".into()), 500),
            step(What::Prorated { until: "2026-02-01".into(), days: 21, of_days: 31 }, -300),
        ];
        let kept = kept_steps(&steps).unwrap();
        assert_eq!(
            kept,
            "[[\"recurring price\",1000],[\"Location: Rome\",150],\
             [\"VPS, setup\",500,\"setup\",{\"what\":\"VPS\"}],\
             [\"Prorated up to 2026-02-01 (21 of 31 days)\",-300,\"prorated\",\
             {\"days\":\"21\",\"ofdays\":\"31\",\"until\":\"2026-02-01\"}]]"
        );
        assert_eq!(steps_of(&kept, Currency::USD), steps);
        let newer = r#"[["Something new",5,"new",{}],["late fee",7]]"#;
        let read = [step(What::Named("Something new".into()), 5), step(What::LateFee, 7)];
        assert_eq!(steps_of(newer, Currency::USD), read);
        let older = r#"[["Prorated up to 2026-02-01",-3,"prorated",{"until":"2026-02-01"}]]"#;
        let part = What::Prorated { until: "2026-02-01".into(), days: 0, of_days: 0 };
        assert_eq!(steps_of(older, Currency::USD), [step(part, -3)]);
        assert_eq!(steps_of("not JSON", Currency::USD), []);
    }
}
