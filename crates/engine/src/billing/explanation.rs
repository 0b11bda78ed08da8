//! How each line of an invoice came to its amount and its tax, for people to read.
//!
//! The steps of a price are kept with the line when it is made; those of the tax are computed anew
//! from what the invoice keeps about it, and are the same figures (B2, B13, B14).

use model::billing::tax::{LineAmount, TaxLevel, TaxMode, TaxRates, TaxSettings, TaxStep, explain};
use model::ids::InvoiceId;
use model::money::{Currency, Money, Percent, shown_scaled};
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
    pub taxes: Vec<(TaxStep, String)>,
    /// The lines, in order.
    pub lines: Vec<ExplainedLine>,
}

/// A line of it.
#[derive(Debug, Clone)]
pub struct ExplainedLine {
    /// The line.
    pub row: InvoiceItemRow,
    /// How its amount came about.
    pub price: Vec<(String, Money)>,
    /// How its tax did, and what an inclusive price is without it.
    pub tax: Vec<(String, Money)>,
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
    let lines = lines
        .into_iter()
        .map(|line| explained(line, basis.as_ref(), &taxes, currency))
        .collect::<Result<_>>()?;
    Ok(Explained { row, currency, basis, taxes, lines })
}

fn taxes(
    basis: &Basis,
    row: &InvoiceRow,
    lines: &[InvoiceItemRow],
    currency: Currency,
) -> Result<Vec<(TaxStep, String)>> {
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
        let (name, usual) = match step.level {
            TaxLevel::One => (&row.tax_name, "Tax"),
            TaxLevel::Two => (&row.tax_name2, "Second tax"),
        };
        let name = if name.is_empty() { usual } else { name.as_str() };
        let label = format!("{name} {} %", shown_scaled(step.rate.ten_thousandths(), 4));
        (step, label)
    };
    Ok(steps.into_iter().map(named).collect())
}

/// What a rate did, in a sentence: what it was applied to, and what rounding made of it.
#[must_use]
pub fn sentence(basis: &Basis, step: &TaxStep, label: &str) -> String {
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

fn explained(
    row: InvoiceItemRow,
    basis: Option<&Basis>,
    taxes: &[(TaxStep, String)],
    currency: Currency,
) -> Result<ExplainedLine> {
    let money = |minor| Money::from_minor(minor, currency);
    let kept: Vec<(String, i64)> = serde_json::from_str(&row.explanation).unwrap_or_default();
    let price = kept.into_iter().map(|(what, minor)| (what, money(minor))).collect();
    let mut tax = Vec::new();
    let contained = row.net_minor - row.amount_minor;
    if contained != 0 {
        tax.push(("Tax contained in the price".to_owned(), money(contained)));
    }
    let said = match basis.map(|basis| basis.treatment.as_str()) {
        None => None,
        Some("exempt") => Some("Not taxed: the client is exempt"),
        Some("reverse charge") => Some("Not taxed: reverse charge"),
        Some(_) if !row.taxed => Some("Not taxed"),
        Some(_) if taxes.is_empty() => Some("Not taxed: no rate holds for the client's place"),
        Some(_) => None,
    };
    tax.extend(said.map(|said| (said.to_owned(), money(0))));
    if row.taxed {
        for (step, label) in taxes {
            let share = match step.level {
                TaxLevel::One => row.tax_minor,
                TaxLevel::Two => row.tax2_minor,
            };
            let text = format!("{label}: this line's share of {}", step.rounded);
            tax.push((text, money(share)));
        }
    }
    Ok(ExplainedLine { row, price, tax })
}
