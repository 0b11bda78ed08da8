//! The figures of the dashboard, from sums that are kept or counted over an index.

use jiff::civil::Date;
use model::ids::CurrencyId;

use super::kept_counts::WholeDays;
use crate::{Conn, Result, Row, args};

/// Width of the buckets of a timeline, in seconds: offsets of time zones are multiples of it.
pub const BUCKET_SECONDS: i64 = 900;

/// How many things there are of a word.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct Count {
    /// The word.
    pub word: String,
    /// How many.
    pub items: i64,
}

/// How many tickets are in a status.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TicketCount {
    /// The status.
    pub word: String,
    /// How many.
    pub items: i64,
    /// How many of them somebody of the staff looks after.
    pub flagged: i64,
    /// Whether the status counts as active.
    pub is_active: bool,
    /// Whether it waits for the staff.
    pub is_awaiting: bool,
}

/// A count in a bucket of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct Bucket {
    /// Its number, from the beginning of the time asked for.
    pub bucket: i64,
    /// How many.
    pub items: i64,
}

/// Money in a bucket of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct MoneyBucket {
    /// Its number, from the beginning of the time asked for.
    pub bucket: i64,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Received less fees, in minor units.
    pub income: i64,
    /// Given back, in minor units.
    pub expenditure: i64,
}

/// Orders by status between two instants, the latter excluded: whole days as they are kept, the
/// hours before and after them from the orders.
///
/// # Errors
/// When the database fails.
pub async fn orders(c: &mut Conn, from: i64, to: i64) -> Result<Vec<Count>> {
    let whole = WholeDays::between(from, to);
    let sql = "select word, cast(sum(items) as bigint) as items from (
            select word, items from kept_counts
            where list = 'orders' and bucket >= $1 and bucket < $2
            union all
            select status, count(*) from orders where at >= $3 and at < $4 group by status
            union all
            select status, count(*) from orders where at >= $5 and at < $6 group by status) met
        group by word";
    let values = args![whole.first, whole.end, from, whole.morning, whole.evening, to];
    c.all(sql, values).await
}

/// How many orders are pending, or in a status of the house that counts as that.
///
/// # Errors
/// When the database fails.
pub async fn orders_pending(c: &mut Conn) -> Result<i64> {
    let sql = "select cast(coalesce(sum(items), 0) as bigint) from kept_counts
        where list = 'orders' and (word = 'Pending'
            or word in (select title from order_statuses where show_pending = 1))";
    c.scalar(sql, args![]).await
}

/// Tickets by status, with what their status counts as.
///
/// # Errors
/// When the database fails.
pub async fn tickets(c: &mut Conn) -> Result<Vec<TicketCount>> {
    let sql = "select t.word, t.items, t.flagged,
            coalesce(s.show_active, 0) as is_active, coalesce(s.show_awaiting, 0) as is_awaiting
        from (select word,
                cast(sum(case when list = 'tickets' then items else 0 end) as bigint) as items,
                cast(sum(case when list = 'flagged' then items else 0 end) as bigint) as flagged
            from kept_counts where list in ('tickets', 'flagged') group by word) t
        left join ticket_statuses s on s.title = t.word
        where t.items <> 0";
    c.all(sql, args![]).await
}

/// Requests for cancellation that wait.
///
/// # Errors
/// When the database fails.
pub async fn cancellations(c: &mut Conn) -> Result<i64> {
    c.scalar("select count(*) from cancellation_requests where closed_at is null", args![]).await
}

/// To-do items that are not completed and due on or before a day.
///
/// # Errors
/// When the database fails.
pub async fn todo_due(c: &mut Conn, today: Date) -> Result<i64> {
    let sql = "select count(*) from todo_items
        where status in ('New', 'Pending', 'In Progress') and due_on <= $1";
    c.scalar(sql, args![today]).await
}

/// Offers that a client can still accept on a day.
///
/// # Errors
/// When the database fails.
pub async fn quotes_valid(c: &mut Conn, today: Date) -> Result<i64> {
    let sql = "select count(*) from quotes
        where stage in ('Draft', 'Delivered', 'On Hold') and valid_until >= $1";
    c.scalar(sql, args![today]).await
}

/// Billable items that are on no invoice yet.
///
/// # Errors
/// When the database fails.
pub async fn uninvoiced(c: &mut Conn) -> Result<i64> {
    c.scalar("select count(*) from billable_items where invoiced = 0", args![]).await
}

/// Members of staff seen since an instant.
///
/// # Errors
/// When the database fails.
pub async fn staff_online(c: &mut Conn, since: i64) -> Result<i64> {
    c.scalar("select count(*) from staff where last_seen_at >= $1", args![since]).await
}

/// Orders per bucket since an instant: all, or those that count as active.
///
/// # Errors
/// When the database fails.
pub async fn order_buckets(c: &mut Conn, since: i64, active: bool) -> Result<Vec<Bucket>> {
    let sql = "select (at - $1) / 900 as bucket, count(*) as items from orders
        where at >= $1 and ($2 = 0 or status = 'Active'
            or status in (select title from order_statuses where show_active = 1))
        group by (at - $1) / 900";
    c.all(sql, args![since, i64::from(active)]).await
}

/// Tickets opened per bucket since an instant.
///
/// # Errors
/// When the database fails.
pub async fn ticket_buckets(c: &mut Conn, since: i64) -> Result<Vec<Bucket>> {
    let sql = "select (opened_at - $1) / 900 as bucket, count(*) as items from tickets
        where opened_at >= $1 group by (opened_at - $1) / 900";
    c.all(sql, args![since]).await
}

/// Money per bucket since an instant.
///
/// # Errors
/// When the database fails.
pub async fn money_buckets(c: &mut Conn, since: i64) -> Result<Vec<MoneyBucket>> {
    let sql = "select (at - $1) / 900 as bucket, currency_id,
            cast(sum(amount_in_minor - fees_minor) as bigint) as income,
            cast(sum(amount_out_minor) as bigint) as expenditure
        from transactions where at >= $1 group by (at - $1) / 900, currency_id";
    c.all(sql, args![since]).await
}
