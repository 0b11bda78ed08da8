//! Invoices of another system, under the numbers that it gave them.

use std::iter::successors;

use jiff::ToSpan as _;
use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::billing::numbering::{place, sequence};
use model::ids::InvoiceId;
use store::billing::counters;
use store::billing::invoices;

use super::bill;
use super::issue::{NewInvoice, issue, put_out};
use super::numbering::{self, Format};
use crate::system::settings::Settings;
use crate::{Act, Fault, Result, conflict, invalid};

/// The longest number (characters).
const NUMBER_CHARS_MAX: usize = 80;

/// Makes an invoice that has its number already. The house's own numbers go on behind it, where it
/// is one that they could reach.
///
/// # Errors
/// Those of [`issue`]; invalid, naming `invoicenum`, for what cannot be a number; conflict when
/// another invoice has it.
pub async fn issue_numbered(act: &mut Act, new: NewInvoice, number: &str) -> Result<InvoiceId> {
    let number = number.trim();
    if number.chars().count() > NUMBER_CHARS_MAX || number.contains(char::is_control) {
        let said = format!("A number has {NUMBER_CHARS_MAX} characters at most, in one line");
        return Err(invalid("invoicenum", said));
    }
    let (draft, apply_credit) = (new.draft, new.apply_credit);
    // What is issued gets a number of the house at once, a draft none.
    let id = issue(act, NewInvoice { draft: true, ..new }).await?;
    let set = invoices::set_number(&mut act.conn, id, number).await;
    set.map_err(|error| match error.is_duplicate() {
        true => conflict("Another invoice has this number").at("invoicenum"),
        false => error.into(),
    })?;
    let mut bill = bill::lock(act, id).await?;
    go_on_behind(act, number, bill.row.issued_on).await?;
    if !draft {
        bill::go(act, &mut bill, InvoiceStatus::Unpaid).await?;
        put_out(act, &mut bill, apply_credit).await?;
    }
    Ok(id)
}

/// Has the counter that could reach this number begin behind it.
async fn go_on_behind(act: &mut Act, number: &str, issued_on: Date) -> Result<()> {
    let place = behind(&act.settings, number, issued_on, act.today());
    let Some((counter, next)) = place else { return Ok(()) };
    counters::at_least(&mut act.conn, &counter, next).await.map_err(Fault::from)
}

/// The counter that could reach this number, of an invoice that was made on a day, and with what
/// it goes on behind it; none for a number that the house would never give.
#[must_use]
pub fn behind(
    settings: &Settings,
    number: &str,
    issued_on: Date,
    today: Date,
) -> Option<(String, i64)> {
    let Format { reset, format, digits } = numbering::format(settings);
    // Whenever it was given: old systems number at payment, too.
    let months =
        successors(Some(issued_on.first_of_month()), |day| day.checked_add(1.month()).ok());
    let months = months.take_while(|day| *day <= today);
    let days = [issued_on, today].into_iter().chain(months);
    let (sequence, at) = place(&format, reset, digits, number, days)?;
    // Beyond that no counter ever comes.
    let next = i64::try_from(at).ok()?.checked_add(1)?;
    Some((numbering::counter(&sequence), next))
}

/// The counter that an invoice of a day is counted by.
#[must_use]
pub fn current_counter(settings: &Settings, day: Date) -> String {
    numbering::counter(&sequence(numbering::format(settings).reset, day))
}
