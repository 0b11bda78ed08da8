//! Gapless numbers, given at issue or at payment (B17).

use model::billing::numbering::{DEFAULT_FORMAT, NumberReset, check, format_number, sequence};
use store::billing::{counters, invoices};

use super::bill::Bill;
use crate::system::settings::{NUMBER_DIGITS, NUMBER_FORMAT, NUMBER_ON_PAYMENT, NUMBER_RESET};
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
    let on_payment = act.settings.on(NUMBER_ON_PAYMENT);
    if !bill.row.number.is_empty() || (on_payment && moment == Moment::Issue) {
        return Ok(());
    }
    let day = if on_payment { act.today() } else { bill.row.issued_on };
    let reset = match act.settings.text(NUMBER_RESET) {
        "yearly" => NumberReset::Yearly,
        "monthly" => NumberReset::Monthly,
        _ => NumberReset::Never,
    };
    let counter = format!("invoice:{}", sequence(reset, day));
    let number = counters::take(&mut act.conn, &counter).await?;
    let digits = act.settings.number(NUMBER_DIGITS).and_then(|n| u8::try_from(n).ok());
    let number = u64::try_from(number).map_err(Fault::broken)?;
    // A format whose numbers could be equal would stop all invoicing: then the plain number.
    let format = Some(act.settings.text(NUMBER_FORMAT)).filter(|it| check(it, reset).is_ok());
    let format = format.unwrap_or(DEFAULT_FORMAT);
    let text = format_number(format, number, digits.unwrap_or_default().min(12), day);
    invoices::set_number(&mut act.conn, bill.row.id, &text).await?;
    bill.row.number = text;
    Ok(())
}
