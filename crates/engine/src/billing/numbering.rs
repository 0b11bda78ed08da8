//! Gapless numbers, given at issue or at payment (B17).

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::billing::numbering::{DEFAULT_FORMAT, NumberReset, check, format_number, sequence};
use store::billing::counters;
use store::billing::invoices::{self, InvoiceRow};

use super::bill::Bill;
use crate::system::settings::{
    NUMBER_DIGITS, NUMBER_FORMAT, NUMBER_ON_PAYMENT, NUMBER_RESET, Settings,
};
use crate::{Act, Fault, Result};

/// When a number is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The invoice is issued.
    Issue,
    /// The invoice is paid.
    Payment,
}

/// Gives the invoice its number, if it has none and this is the moment. The counter is the last
/// lock of an act: whoever else needs a number waits for the commit.
///
/// # Errors
/// When the database fails.
pub async fn give(act: &mut Act, bill: &mut Bill, moment: Moment) -> Result<()> {
    if !bill.row.number.is_empty() {
        return Ok(());
    }
    choose(act, [&mut bill.row], moment).await?;
    if bill.row.number.is_empty() {
        return Ok(());
    }
    Ok(invoices::set_number(&mut act.conn, bill.row.id, &bill.row.number).await?)
}

/// [`give`] for invoices that are not written yet: they get their numbers, in their order.
///
/// # Errors
/// When the database fails.
pub(crate) async fn choose<'a>(
    act: &mut Act,
    rows: impl IntoIterator<Item = &'a mut InvoiceRow>,
    moment: Moment,
) -> Result<()> {
    let on_payment = act.settings.on(NUMBER_ON_PAYMENT);
    if on_payment && moment == Moment::Issue {
        return Ok(());
    }
    let Format { reset, format, digits } = self::format(&act.settings);
    let mut counters: BTreeMap<String, Vec<(Date, &mut InvoiceRow)>> = BTreeMap::new();
    for row in rows {
        let day = if on_payment { act.today() } else { row.issued_on };
        let counter = counter(&sequence(reset, day));
        counters.entry(counter).or_default().push((day, row));
    }
    for (counter, rows) in counters {
        let first = counters::take_many(&mut act.conn, &counter, rows.len()).await?;
        let first = u64::try_from(first).map_err(Fault::broken)?;
        for (number, (day, row)) in (first..).zip(rows) {
            row.number = format_number(&format, number, digits, day);
        }
    }
    Ok(())
}

/// How the house numbers its invoices.
pub(super) struct Format {
    pub(super) reset: NumberReset,
    pub(super) format: String,
    /// Digits of the counter at least.
    pub(super) digits: u8,
}

/// How the settings have invoices numbered.
pub(super) fn format(settings: &Settings) -> Format {
    let reset = match settings.text(NUMBER_RESET) {
        "yearly" => NumberReset::Yearly,
        "monthly" => NumberReset::Monthly,
        _ => NumberReset::Never,
    };
    // A format whose numbers could be equal would stop all invoicing: then the plain number.
    let format = Some(settings.text(NUMBER_FORMAT)).filter(|it| check(it, reset).is_ok());
    let format = format.unwrap_or(DEFAULT_FORMAT).to_owned();
    let digits = settings.number(NUMBER_DIGITS).and_then(|n| u8::try_from(n).ok());
    Format { reset, format, digits: digits.unwrap_or_default().min(12) }
}

/// The counter of a sequence of invoices.
pub(super) fn counter(sequence: &str) -> String {
    format!("invoice:{sequence}")
}
