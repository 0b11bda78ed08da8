//! `GetClientStatement`: ours. What the journal says, so that it agrees with the books (B21).

use engine::system::currencies::Currencies;
use engine::{Cx, Result, invalid, limit, not_found, not_permitted};
use jiff::civil::Date;
use model::billing::journal::EntryKind;
use model::ids::ClientId;
use model::money::Money;
use protocol::wire::Wrap;
use protocol::{
    Action as _, GetClientStatement, GetClientStatementResponse, StatementLine, StatementLines,
};
use store::billing::invoices;
use store::billing::statements::{self, MovementRow};
use store::people::clients;

use crate::wire::{amount, date, id};

/// Movements of one statement at most.
const MOVEMENTS_MAX: i64 = 10_000;

pub(super) async fn get(cx: &Cx, call: GetClientStatement) -> Result<GetClientStatementResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetClientStatement::NAME));
    }
    let settings = cx.engine.settings().await?;
    let today = settings.date_of(cx.engine.now());
    let to = call.dateto.0.unwrap_or(today);
    let from = call.datefrom.0.unwrap_or_else(|| to.first_of_year());
    if to < from {
        return Err(invalid("dateto", "The last day is before the first"));
    }
    let client: ClientId = id(call.clientid);
    let mut c = cx.read().await?;
    let row = clients::any_by_id(&mut c, client).await?;
    let row = row.ok_or_else(|| not_found("Client ID Not Found"))?;
    let currency = Currencies::read(&mut c).await?.currency(row.currency_id)?;
    let opening = Money::from_minor(statements::before(&mut c, client, from).await?, currency);
    let moved = statements::movements(&mut c, client, from, to, MOVEMENTS_MAX + 1).await?;
    if i64::try_from(moved.len()).unwrap_or(i64::MAX) > MOVEMENTS_MAX {
        return Err(limit("There are too many movements for one statement: choose a shorter time"));
    }
    let mut balance = opening;
    let mut lines = Vec::new();
    for part in together(moved) {
        let change = Money::from_minor(part.change_minor, currency);
        balance = balance.add(change)?;
        let none = Money::zero(currency);
        let (debit, credit) =
            if change.is_negative() { (none, none.sub(change)?) } else { (change, none) };
        let label = match part.invoice_id {
            Some(id) => {
                let invoice = invoices::by_id(&mut c, id).await?;
                invoice.map(|row| engine::billing::bill::label(&row)).unwrap_or_default()
            }
            None => String::new(),
        };
        lines.push(StatementLine {
            date: date(Some(part.on_date)),
            description: said(part.reason, &label).into(),
            invoiceid: part.invoice_id.map_or(0, |id| id.0).into(),
            debit: amount(debit),
            credit: amount(credit),
            balance: amount(balance),
        });
    }
    Ok(GetClientStatementResponse {
        currency: currency.code().into(),
        datefrom: date(Some(from)),
        dateto: date(Some(to)),
        opening: amount(opening),
        closing: amount(balance),
        lines: Wrap(StatementLines { line: lines.into() }),
    })
}

/// Entries about one thing on one day are one line: an invoice is income and tax in the journal.
fn together(moved: Vec<MovementRow>) -> Vec<MovementRow> {
    let mut lines: Vec<MovementRow> = Vec::new();
    let about =
        |row: &MovementRow| -> (Date, EntryKind, _) { (row.on_date, row.reason, row.invoice_id) };
    for row in moved {
        match lines.last_mut().filter(|last| about(last) == about(&row)) {
            Some(last) => last.change_minor += row.change_minor,
            None => lines.push(row),
        }
    }
    lines.retain(|line| line.change_minor != 0);
    lines
}

fn said(reason: EntryKind, label: &str) -> String {
    let what = match reason {
        EntryKind::InvoiceIssued => "Invoice",
        EntryKind::InvoiceCancelled => "Cancelled invoice",
        EntryKind::CreditNote => "Credit note for invoice",
        EntryKind::PaymentReceived => "Payment of invoice",
        EntryKind::PaymentReversed => "Reversed payment of invoice",
        EntryKind::DepositSettled => "Deposit of invoice",
        EntryKind::CreditAdded => "Credit added",
        EntryKind::CreditRemoved => "Credit removed",
        EntryKind::CreditApplied => "Credit applied to invoice",
        EntryKind::Refund => "Refund of invoice",
        EntryKind::Fee => "Fee",
    };
    if label.is_empty() {
        what.trim_end_matches(" of invoice").to_owned()
    } else {
        format!("{what} {label}")
    }
}
