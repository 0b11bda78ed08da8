//! Invoices of another system, under the numbers that it gave them.

use std::iter::successors;

use jiff::ToSpan as _;
use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::billing::numbering::place;
use model::ids::InvoiceId;
use store::billing::counters;
use store::billing::invoices;

use super::bill;
use super::issue::{NewInvoice, issue, put_out};
use super::numbering::{self, Format};
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
    let Format { reset, format, digits } = numbering::format(&act.settings);
    let today = act.today();
    // Whenever it was given: old systems number at payment, too.
    let months =
        successors(Some(issued_on.first_of_month()), |day| day.checked_add(1.month()).ok());
    let months = months.take_while(|day| *day <= today);
    let days = [issued_on, today].into_iter().chain(months);
    let Some((sequence, at)) = place(&format, reset, digits, number, days) else { return Ok(()) };
    // Beyond that no counter ever comes.
    let Some(next) = i64::try_from(at).ok().and_then(|at| at.checked_add(1)) else {
        return Ok(());
    };
    let counter = numbering::counter(&sequence);
    counters::at_least(&mut act.conn, &counter, next).await.map_err(Fault::from)
}
