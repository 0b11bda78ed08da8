//! Lists of invoices and transactions, page by page.

use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::ids::{ClientId, InvoiceId, TransactionId};

use super::invoices::InvoiceRow;
use super::transactions::TransactionRow;
use crate::filter::Filter;
use crate::system::kept_counts::{self, BY_NUMBER, Kept, List, near};
use crate::{Conn, Result};

/// Which invoices are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusIs {
    /// Of any status.
    Any,
    /// Of a stored status.
    Stored(InvoiceStatus),
    /// Unpaid and due before this day (B15).
    OverdueOn(Date),
}

/// By what invoices are ordered; equal ones by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvoiceOrder {
    /// Id.
    Id,
    /// Number; one that is only digits counts as such.
    Number,
    /// The day on it.
    Date,
    /// The day it is due.
    DueDate,
    /// What it is over.
    Total,
    /// Status.
    Status,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// Of one client.
    pub client: Option<ClientId>,
    /// Of a status.
    pub status: StatusIs,
    /// Made on this day or later.
    pub from: Option<Date>,
    /// Made on this day or earlier.
    pub to: Option<Date>,
    /// Due on this day.
    pub due_on: Option<Date>,
    /// Only those that pay no others.
    pub combinable: bool,
    /// In which order.
    pub order: InvoiceOrder,
    /// From the last to the first.
    pub descending: bool,
}

/// Has no line that pays another invoice.
const PAYS_NO_OTHERS: &str = "not exists (select 1 from invoice_items line
    where line.invoice_id = invoices.id and line.type = 'Invoice')";

impl Listed {
    fn filter(&self) -> Filter<'static> {
        let filter = Filter::new()
            .and_some("client_id = ?", self.client)
            .and_some("issued_on >= ?", self.from)
            .and_some("issued_on <= ?", self.to)
            .and_some("due_on = ?", self.due_on);
        let filter = if self.combinable { filter.fixed(PAYS_NO_OTHERS) } else { filter };
        match self.status {
            StatusIs::Any => filter,
            StatusIs::Stored(status) => filter.and("status = ?", status),
            StatusIs::OverdueOn(day) => filter.fixed("status = 'Unpaid'").and("due_on < ?", day),
        }
    }

    /// Which of the kept counts add up to the list, where it is limited by what they are kept by.
    fn kept(&self) -> Option<Filter<'static>> {
        let others = self.client.is_some()
            || self.from.is_some()
            || self.to.is_some()
            || self.due_on.is_some()
            || self.combinable;
        match self.status {
            _ if others => None,
            StatusIs::Any => Some(List::Invoices.all()),
            StatusIs::Stored(status) => Some(List::Invoices.all().and("word = ?", status)),
            StatusIs::OverdueOn(day) => {
                Some(List::Unpaid.all().and("bucket < ?", kept_counts::day(day)))
            }
        }
    }

    const fn order(&self) -> &'static str {
        match (self.order, self.descending) {
            (InvoiceOrder::Id, false) => "id",
            (InvoiceOrder::Id, true) => "id desc",
            (InvoiceOrder::Number, false) => "length(number), number, id",
            (InvoiceOrder::Number, true) => "length(number) desc, number desc, id desc",
            (InvoiceOrder::Date, false) => "issued_on, id",
            (InvoiceOrder::Date, true) => "issued_on desc, id desc",
            (InvoiceOrder::DueDate, false) => "due_on, id",
            (InvoiceOrder::DueDate, true) => "due_on desc, id desc",
            (InvoiceOrder::Total, false) => "total_minor, id",
            (InvoiceOrder::Total, true) => "total_minor desc, id desc",
            (InvoiceOrder::Status, false) => "status, id",
            (InvoiceOrder::Status, true) => "status desc, id desc",
        }
    }
}

/// A page of invoices, and how many there are in all.
///
/// # Errors
/// When the database fails.
pub async fn invoices(
    c: &mut Conn,
    wanted: &Listed,
    offset: i64,
    limit: i64,
) -> Result<(Vec<InvoiceRow>, i64)> {
    // Those that are overdue are kept by their day, not by their number.
    let by_number =
        wanted.order == InvoiceOrder::Id && !matches!(wanted.status, StatusIs::OverdueOn(_));
    let kept = wanted.kept().map(|counts| Kept {
        counts,
        descending: wanted.descending,
        range: by_number.then_some(BY_NUMBER),
    });
    let head = "select count(*) from invoices";
    let (filter, total, offset) = near(c, wanted.filter(), head, kept, (offset, limit)).await?;
    let (sql, args) = filter.page("select * from invoices", wanted.order(), offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}

/// Which transactions to list; `None` for any.
#[derive(Debug, Clone, Copy, Default)]
pub struct WantedTransactions<'a> {
    /// Only this one.
    pub id: Option<TransactionId>,
    /// Of an invoice.
    pub invoice: Option<InvoiceId>,
    /// Of a client.
    pub client: Option<ClientId>,
    /// With exactly this id of a gateway.
    pub reference: Option<&'a str>,
    /// Newest first instead of oldest first.
    pub newest_first: bool,
}

/// One page of transactions, and the number of all that match.
///
/// # Errors
/// When the database fails.
pub async fn transactions(
    c: &mut Conn,
    wanted: WantedTransactions<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<TransactionRow>, i64)> {
    let filter = Filter::new()
        .and_some("id = ?", wanted.id)
        .and_some("invoice_id = ?", wanted.invoice)
        .and_some("client_id = ?", wanted.client)
        .and_some("reference = ?", wanted.reference.map(str::to_owned));
    let one_of = wanted.id.is_some() || wanted.reference.is_some();
    let all = wanted.invoice.is_none() && wanted.client.is_none() && !one_of;
    let kept = all.then(|| Kept {
        counts: List::Transactions.all(),
        descending: wanted.newest_first,
        range: Some(BY_NUMBER),
    });
    let head = "select count(*) from transactions";
    let (filter, total, offset) = near(c, filter, head, kept, (offset, limit)).await?;
    let order = if wanted.newest_first { "id desc" } else { "id" };
    let (sql, args) = filter.page("select * from transactions", order, offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}
