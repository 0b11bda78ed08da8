//! The account of a client: what the journal says of what it owes and of its credit (B21).

use jiff::civil::Date;
use model::billing::journal::EntryKind;
use model::ids::{ClientId, InvoiceId, JournalEntryId};

use crate::{Conn, Result, Row, args};

/// A movement of what a client owes, less its credit.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct MovementRow {
    /// Its number.
    pub id: JournalEntryId,
    /// The day it counts for.
    pub on_date: Date,
    /// What it records.
    pub reason: EntryKind,
    /// The invoice concerned.
    pub invoice_id: Option<InvoiceId>,
    /// How people name that invoice: its number, or its id while it has none; empty without one.
    pub invoice_label: String,
    /// More owed above zero, less below; minor units.
    pub change_minor: i64,
    /// What went back of an invoice as money: taken back and paid out at once, so it changes
    /// nothing; minor units.
    pub back_minor: i64,
}

/// One movement's change: receivables, credit and deposits are the accounts of a client. An invoice
/// that only collects others, or that is to become credit, is no debt of its own: its receivable
/// and its deposit make nothing together.
const CHANGE: &str = "case when debit in ('Accounts Receivable', 'Client Credit', 'Deposits')
        then amount_minor else 0 end
    - case when credit in ('Accounts Receivable', 'Client Credit', 'Deposits')
        then amount_minor else 0 end";

/// Whether a movement is money that went back of an invoice.
const BACK: &str = "(reason = 'refund' and invoice_id is not null
    and credit = 'Gateway Clearing' and debit in ('Refunds', 'Tax Payable'))";

/// What a client owed before a day, in minor units of its currency; below zero is credit.
///
/// # Errors
/// When the database fails.
pub async fn before(c: &mut Conn, client: ClientId, day: Date) -> Result<i64> {
    let sql = format!(
        "select coalesce(cast(sum({CHANGE}) as bigint), 0) from journal
        where client_id = $1 and on_date < $2"
    );
    c.scalar(&sql, args![client, day]).await
}

/// The movements from one day to another, both included, in order.
///
/// # Errors
/// When the database fails.
pub async fn movements(
    c: &mut Conn,
    client: ClientId,
    from: Date,
    to: Date,
    limit: i64,
) -> Result<Vec<MovementRow>> {
    let sql = format!(
        "select j.id, j.on_date, j.reason, j.invoice_id, j.change_minor, j.back_minor,
            case when i.number <> '' then i.number else coalesce(cast(i.id as text), '') end
                as invoice_label
        from (select id, on_date, reason, invoice_id, {CHANGE} as change_minor,
                case when {BACK} then amount_minor else 0 end as back_minor
            from journal
            where client_id = $1 and on_date >= $2 and on_date <= $3 and ({CHANGE} <> 0 or {BACK})
            order by on_date, id limit $4) j
        left join invoices i on i.id = j.invoice_id
        order by j.on_date, j.id"
    );
    c.all(&sql, args![client, from, to, limit]).await
}
