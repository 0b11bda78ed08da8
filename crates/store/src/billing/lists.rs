//! Lists of invoices and transactions, page by page.

use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::ids::{ClientId, CurrencyId, InvoiceId, TransactionId};
use model::people::email::fold;

use super::invoices::InvoiceRow;
use super::transactions::TransactionRow;
use crate::filter::Filter;
use crate::order::{Order, Sorted, Way};
use crate::people::words::range_end;
use crate::system::kept_counts::{self, BY_NUMBER, Kept, List, near};
use crate::{Conn, Result};

/// Which invoices are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StatusIs {
    /// Of any status.
    #[default]
    Any,
    /// Of any status but that of a draft.
    Issued,
    /// Of a stored status.
    Stored(InvoiceStatus),
    /// Unpaid and due before this day (B15).
    OverdueOn(Date),
}

/// By what invoices are ordered; equal ones by id, those of a status by the day they are due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InvoiceOrder {
    /// Id.
    #[default]
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

/// Limits of amounts: for each currency so many of its minor units. A currency that is not among
/// them is not limited.
pub type Bounds = [(CurrencyId, i64)];

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed<'a> {
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
    /// Due on this day or later.
    pub due_from: Option<Date>,
    /// Due on this day or earlier.
    pub due_to: Option<Date>,
    /// Paid at this instant (Unix seconds) or later.
    pub paid_from: Option<i64>,
    /// Paid before this instant (Unix seconds).
    pub paid_before: Option<i64>,
    /// To be paid by this gateway.
    pub gateway: Option<&'a str>,
    /// The beginning of a number.
    pub number: Option<&'a str>,
    /// Over so much or more, after credit.
    pub least: &'a Bounds,
    /// Over so much or less, after credit.
    pub most: &'a Bounds,
    /// The beginning of a number, or of a word of the client (name, company, address).
    pub search: Option<&'a str>,
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

/// Clients whose invoices a search shows: those whose words come first.
const CLIENTS_MAX: i64 = 200;
/// Invoices whose numbers begin so that a search shows: those whose numbers come first.
const NUMBERS_MAX: i64 = 500;

/// Between which texts the numbers are that begin so, as the index of migration 0100 has them.
fn beginning(typed: &str) -> (String, String) {
    let number: String = typed.chars().filter(|letter| !"-/. _#".contains(*letter)).collect();
    let number = number.to_ascii_uppercase();
    // What is no number at all begins none: the range of an empty text would be everything.
    let end = if number.is_empty() { String::new() } else { range_end(&number) };
    (number, end)
}

/// Invoices whose number begins so.
fn numbered<'a>(filter: Filter<'a>, text: &str) -> Filter<'a> {
    let (number, end) = beginning(text);
    filter
        .fixed("number <> ''")
        .and(
            "upper(replace(replace(replace(replace(replace(replace(number, '-', ''), '/', ''),
            '.', ''), ' ', ''), '_', ''), '#', '')) >= ?",
            number,
        )
        .and(
            "upper(replace(replace(replace(replace(replace(replace(number, '-', ''), '/', ''),
            '.', ''), ' ', ''), '_', ''), '#', '')) < ?",
            end,
        )
}

/// Rows within the limit of their currency, which the second piece says.
fn bounded<'a>(filter: Filter<'a>, bounds: &Bounds, within: &'static str) -> Filter<'a> {
    bounds.iter().fold(filter, |filter, (currency, minor)| {
        filter.and("(currency_id <> ?", *currency).then(within, *minor)
    })
}

/// Invoices of a number, of a beginning of one as the index of migration 0100 has it, and of
/// clients that are found by a word, one after the other: with "or" all would be read.
fn searched<'a>(filter: Filter<'a>, text: &str) -> Filter<'a> {
    let typed = text.trim();
    let id = typed.trim_start_matches('#').parse::<i64>().unwrap_or(0);
    let ((number, end), word) = (beginning(typed), fold(typed));
    filter
        .and(
            "id in (select one.id from invoices one where one.id = ?
            union select id from (select named.id from invoices named where named.number <> ''",
            id,
        )
        .and(
            "upper(replace(replace(replace(replace(replace(replace(named.number, '-', ''),
            '/', ''), '.', ''), ' ', ''), '_', ''), '#', '')) >= ?",
            number,
        )
        .and(
            "upper(replace(replace(replace(replace(replace(replace(named.number, '-', ''),
            '/', ''), '.', ''), ' ', ''), '_', ''), '#', '')) < ?",
            end,
        )
        .then(
            "order by upper(replace(replace(replace(replace(replace(replace(named.number, '-',
            ''), '/', ''), '.', ''), ' ', ''), '_', ''), '#', '')), named.id limit ?) by_number
            union select owed.id from invoices owed where owed.client_id in (
                select rel_id from (select rel_id from people_words where kind = 'client'",
            NUMBERS_MAX,
        )
        .and("word >= ?", word.clone())
        .and("word < ?", range_end(&word))
        .then("order by word, rel_id limit ?) by_word))", CLIENTS_MAX)
}

impl<'a> Listed<'a> {
    fn filter(&self, way: Way) -> Filter<'a> {
        // What is due of one client is found by the index of the client and of the status.
        let due = Way::ByStatus.within(self.client.is_some());
        let filter = Filter::new()
            .and_some("client_id = ?", self.client)
            .and_some("issued_on >= ?", self.from)
            .and_some("issued_on <= ?", self.to)
            .and_some(due.says("due_on = ?", "due_on || '' = ?"), self.due_on)
            .and_some(due.says("due_on >= ?", "due_on || '' >= ?"), self.due_from)
            .and_some(due.says("due_on <= ?", "due_on || '' <= ?"), self.due_to)
            .and_some("paid_at >= ?", self.paid_from)
            .and_some("paid_at < ?", self.paid_before)
            .and_some("gateway = ?", self.gateway);
        let filter = bounded(filter, self.least, "or total_minor - credit_minor >= ?)");
        let filter = bounded(filter, self.most, "or total_minor - credit_minor <= ?)");
        let filter = match self.number {
            Some(number) => numbered(filter, number),
            None => filter,
        };
        let filter = match self.search.filter(|text| !text.trim().is_empty()) {
            Some(text) => searched(filter, text),
            None => filter,
        };
        let filter = if self.combinable { filter.fixed(PAYS_NO_OTHERS) } else { filter };
        match self.status {
            StatusIs::Any => filter,
            StatusIs::Issued => filter.and("status <> ?", InvoiceStatus::Draft),
            StatusIs::Stored(status) => {
                filter.and(way.says("status = ?", "status || '' = ?"), status)
            }
            StatusIs::OverdueOn(day) => filter
                .fixed(way.says("status = 'Unpaid'", "status || '' = 'Unpaid'"))
                .and(way.within(self.client.is_some()).says("due_on < ?", "due_on || '' < ?"), day),
        }
    }

    /// Which of the kept counts add up to the list, where it is limited by what they are kept by.
    fn kept(&self) -> Option<Filter<'static>> {
        let others = self.client.is_some()
            || self.from.is_some()
            || self.to.is_some()
            || self.due_on.is_some()
            || self.due_from.is_some()
            || self.due_to.is_some()
            || self.paid_from.is_some()
            || self.paid_before.is_some()
            || self.gateway.is_some()
            || self.number.is_some()
            || !(self.least.is_empty() && self.most.is_empty())
            || self.search.is_some()
            || self.combinable;
        match self.status {
            _ if others => None,
            StatusIs::Any => Some(List::Invoices.all()),
            StatusIs::Issued => Some(List::Invoices.all().and("word <> ?", InvoiceStatus::Draft)),
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
            (InvoiceOrder::Status, false) => "status, due_on, id",
            (InvoiceOrder::Status, true) => "status desc, due_on desc, id desc",
        }
    }
}

/// A page of invoices, and how many there are in all.
///
/// # Errors
/// When the database fails.
pub async fn invoices(
    c: &mut Conn,
    wanted: &Listed<'_>,
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
    let filter = wanted.filter(Way::ByStatus);
    let (filter, total, offset) = near(c, filter, head, kept, (offset, limit)).await?;
    // The index of the status has the day it is due, and there is none of a number's length.
    let sorted = matches!(wanted.order, InvoiceOrder::Date | InvoiceOrder::Total);
    let filter = match Way::of(total, sorted) {
        Way::ByStatus => filter,
        way => wanted.filter(way),
    };
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
    /// With this id of a gateway, in any case.
    pub reference: Option<&'a str>,
    /// Whose id of a gateway begins so, in any case.
    pub beginning: Option<&'a str>,
    /// At this gateway.
    pub gateway: Option<&'a str>,
    /// At this instant (Unix seconds) or later.
    pub from: Option<i64>,
    /// Before this instant (Unix seconds).
    pub before: Option<i64>,
    /// Of so much or more, in or out.
    pub least: &'a Bounds,
    /// Of so much or less, in or out.
    pub most: &'a Bounds,
    /// By what they are sorted.
    pub by: TransactionsBy,
    /// From the last to the first.
    pub descending: bool,
}

/// What transactions can be sorted by; equal ones by number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TransactionsBy {
    /// Number.
    #[default]
    Id,
    /// When the money moved.
    Date,
    /// What came in, in minor units of whichever currency.
    AmountIn,
}

impl Sorted for TransactionsBy {
    fn sql(self) -> [&'static str; 2] {
        match self {
            Self::Id => ["id", "id desc"],
            Self::Date => ["at, id", "at desc, id desc"],
            Self::AmountIn => ["amount_in_minor, id", "amount_in_minor desc, id desc"],
        }
    }
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
        // As the index of migration 0118 has it, which leaves out those without one.
        .and_some(
            "reference <> '' and lower(reference) = lower(?)",
            wanted.reference.map(str::to_owned),
        )
        .and_some(
            "reference <> '' and lower(reference) >= lower(?)",
            wanted.beginning.map(str::to_owned),
        )
        .and_some("lower(reference) < lower(?)", wanted.beginning.map(range_end))
        .and_some("gateway = ?", wanted.gateway)
        .and_some("at >= ?", wanted.from)
        .and_some("at < ?", wanted.before);
    let filter = bounded(filter, wanted.least, "or amount_in_minor + amount_out_minor >= ?)");
    let filter = bounded(filter, wanted.most, "or amount_in_minor + amount_out_minor <= ?)");
    let one_of = wanted.id.is_some() || wanted.reference.is_some() || wanted.beginning.is_some();
    let within = wanted.gateway.is_some() || wanted.from.is_some() || wanted.before.is_some();
    let bounds = !(wanted.least.is_empty() && wanted.most.is_empty());
    let of_one = wanted.invoice.is_some() || wanted.client.is_some();
    let all = !(one_of || within || bounds || of_one);
    let kept = all.then(|| Kept {
        counts: List::Transactions.all(),
        descending: wanted.descending,
        range: (wanted.by == TransactionsBy::Id).then_some(BY_NUMBER),
    });
    let head = "select count(*) from transactions";
    let (filter, total, offset) = near(c, filter, head, kept, (offset, limit)).await?;
    let order = Order { by: wanted.by, descending: wanted.descending };
    let (sql, args) = filter.page("select * from transactions", order.sql(), offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}
