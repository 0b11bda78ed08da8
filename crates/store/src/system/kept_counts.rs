//! Counts that the database keeps itself beside the rows (step 86), by buckets of the order in
//! which lists show them: a figure adds up buckets, and a page deep in a list is found by the
//! buckets before it, not by passing its rows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::word::Word as _;

use crate::billing::invoices::InvoiceRow;
use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// Seconds of a bucket of tickets, by their last answer.
pub const TICKET_SECONDS: i64 = 2_592_000;
/// Seconds of a day, which begins at midnight UTC here.
const DAY_SECONDS: i64 = 86_400;
/// Numbers of a bucket of services, invoices or transactions.
pub const NUMBERS: i64 = 8_192;

/// What is counted and shown as a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    /// Tickets that are not part of another.
    Tickets,
    /// Orders; a bucket is a day.
    Orders,
    /// Services.
    Services,
    /// Invoices.
    Invoices,
    /// Invoices that are to be paid; a bucket is the [`day`] they are due.
    Unpaid,
    /// Transactions; their `word` is empty.
    Transactions,
}

impl List {
    /// A filter of [`buckets`] on this list; conditions can be on `word` (the status) and, for
    /// tickets, on `part` (the department).
    #[must_use]
    pub(crate) fn all<'a>(self) -> Filter<'a> {
        Filter::new().fixed(match self {
            Self::Tickets => "list = 'tickets'",
            Self::Orders => "list = 'orders'",
            Self::Services => "list = 'services'",
            Self::Invoices => "list = 'invoices'",
            Self::Unpaid => "list = 'unpaid'",
            Self::Transactions => "list = 'transactions'",
        })
    }
}

/// How many rows a bucket has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
struct Held {
    /// Its place: what the list is ordered by, divided by the width.
    bucket: i64,
    /// How many.
    items: i64,
}

/// The buckets that have any of what is wanted, lowest first.
async fn buckets(c: &mut Conn, wanted: &Filter<'_>) -> Result<Vec<Held>> {
    let head = "select bucket, cast(sum(items) as bigint) as items from kept_counts";
    let sql = wanted.sql(head) + " group by bucket having sum(items) <> 0 order by bucket";
    c.all(&sql, wanted.args()).await
}

/// The bucket of a day among those of [`List::Unpaid`]: 2026-01-31 is 20260131.
#[must_use]
pub(crate) fn day(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// Counts new invoices, for which there is no trigger.
pub(crate) async fn count_invoices(c: &mut Conn, new: &[&InvoiceRow]) -> Result<()> {
    let mut counts: BTreeMap<(&str, &str, i64), i64> = BTreeMap::new();
    for row in new {
        let status = row.status.word();
        *counts.entry(("invoices", status, row.id.0 / NUMBERS)).or_default() += 1;
        if row.status == InvoiceStatus::Unpaid {
            *counts.entry(("unpaid", status, day(row.due_on))).or_default() += 1;
        }
    }
    let sql = if c.is_postgres() {
        "select keep_count($1, $2, 0, $3, $4)"
    } else {
        "insert into kept_counts values ($1, $2, 0, $3, 0, $4)
            on conflict do update set items = items + excluded.items"
    };
    for ((list, status, bucket), items) in counts {
        c.exec(sql, args![list, status, bucket, items]).await?;
    }
    Ok(())
}

/// Counts all invoices anew, for those that were written past [`crate::billing::invoices`].
///
/// # Errors
/// When the database fails.
pub async fn recount_invoices(c: &mut Conn) -> Result<()> {
    c.exec("delete from kept_counts where list in ('invoices', 'unpaid')", args![]).await?;
    let sql = "insert into kept_counts (list, word, part, bucket, lane, items)
        select 'invoices', status, 0, id / 8192, 0, count(*) from invoices
        group by status, id / 8192
        union all
        select 'unpaid', status, 0, cast(replace(due_on, '-', '') as bigint), 0, count(*)
        from invoices where status = 'Unpaid' group by status, due_on";
    c.exec(sql, args![]).await?;
    Ok(())
}

/// Where a page of a list lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// How many rows the list has.
    total: i64,
    /// The lowest bucket of the page.
    low: i64,
    /// The highest.
    high: i64,
    /// Rows before it of the bucket in which it begins.
    skipped: i64,
}

impl Place {
    /// Finds the page after `offset` rows in [`buckets`]; `descending` when the list shows the
    /// highest first. A page behind the end lies in bucket 0 alone, and all of that is skipped.
    #[must_use]
    fn of(buckets: &[Held], descending: bool, offset: i64, limit: i64) -> Self {
        let total = buckets.iter().map(|held| held.items).sum();
        let end = offset.saturating_add(limit.max(1)).min(total);
        let mut place = Self { total, low: 0, high: 0, skipped: offset };
        let mut before = 0;
        let mut pass = |held: &Held| {
            let after = before + held.items;
            if before <= offset && offset < after {
                (place.low, place.high, place.skipped) =
                    (held.bucket, held.bucket, offset - before);
            }
            if before < end && end <= after && offset < total {
                place.low = place.low.min(held.bucket);
                place.high = place.high.max(held.bucket);
            }
            before = after;
        };
        if descending {
            buckets.iter().rev().for_each(&mut pass);
        } else {
            buckets.iter().for_each(&mut pass);
        }
        place
    }
}

/// The counts that add up to a list, and how they lead to its page.
pub(crate) struct Kept<'a> {
    /// A filter of [`buckets`].
    pub(crate) counts: Filter<'a>,
    /// The list shows the highest bucket first.
    pub(crate) descending: bool,
    /// The conditions of a bucket on what it counts, from its lowest on and before its end, and
    /// its width; `None` when the list has another order.
    pub(crate) range: Option<(&'static str, &'static str, i64)>,
}

/// The range of a table whose buckets are [`NUMBERS`].
pub(crate) const BY_NUMBER: (&str, &str, i64) = ("id >= ?", "id < ?", NUMBERS);

/// How many rows a list has, and its filter and offset, limited to where the page lies as far as
/// counts are kept; else they are counted by the head.
pub(crate) async fn near<'a>(
    c: &mut Conn,
    filter: Filter<'a>,
    head: &'static str,
    kept: Option<Kept<'_>>,
    (offset, limit): (i64, i64),
) -> Result<(Filter<'a>, i64, i64)> {
    let Some(kept) = kept else {
        let total = c.scalar(&filter.sql(head), filter.args()).await?;
        return Ok((filter, total, offset));
    };
    let held = buckets(c, &kept.counts).await?;
    let place = Place::of(&held, kept.descending, offset, limit);
    let Some((from, before, width)) = kept.range else {
        return Ok((filter, place.total, offset));
    };
    let filter = filter.and(from, place.low * width).and(before, (place.high + 1) * width);
    Ok((filter, place.total, place.skipped))
}

/// The time between two instants, as whole days and the hours before and after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WholeDays {
    /// The first whole day since 1970.
    pub first: i64,
    /// The day after the last.
    pub end: i64,
    /// Where the first day begins, in Unix seconds; without one, where all ends.
    pub morning: i64,
    /// Where the last day ends, in Unix seconds.
    pub evening: i64,
}

impl WholeDays {
    /// Between two instants in Unix seconds, the latter excluded.
    pub(crate) fn between(from: i64, to: i64) -> Self {
        let first = day_of(from.saturating_add(DAY_SECONDS - 1));
        let end = day_of(to).max(first);
        // Within a day there is no whole one: everything is "the hours before".
        let morning = first.saturating_mul(DAY_SECONDS).min(to);
        let evening = end.saturating_mul(DAY_SECONDS).max(morning);
        Self { first, end, morning, evening }
    }
}

/// The day since 1970 that an instant lies in.
pub(crate) fn day_of(at: i64) -> i64 {
    at.div_euclid(DAY_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::{Held, Place};

    #[test]
    fn a_page_is_found_by_what_is_before_it() {
        let buckets = [(1, 5), (4, 2), (7, 0), (9, 3)];
        let buckets = buckets.map(|(bucket, items)| Held { bucket, items });
        for descending in [false, true] {
            let mut rows: Vec<i64> = Vec::new();
            for held in buckets {
                rows.extend((0..held.items).map(|_| held.bucket));
            }
            if descending {
                rows.reverse();
            }
            for (offset, limit) in (0..12).flat_map(|offset| (1..12).map(move |it| (offset, it))) {
                let cut = |rows: &[i64], offset: i64| -> Vec<i64> {
                    let size = |number: i64| usize::try_from(number).unwrap();
                    rows.iter().copied().skip(size(offset)).take(size(limit)).collect()
                };
                let place = Place::of(&buckets, descending, offset, limit);
                let page = cut(&rows, offset);
                let ends = (page.iter().min().copied(), page.iter().max().copied());
                assert_eq!(place.total, 10);
                assert_eq!(place.low, ends.0.unwrap_or(0), "{offset} {limit}");
                assert_eq!(place.high, ends.1.unwrap_or(0), "{offset} {limit}");
                // What is left when only the page's buckets are read.
                let near = |bucket: &&i64| (place.low..=place.high).contains(*bucket);
                let near: Vec<i64> = rows.iter().filter(near).copied().collect();
                assert_eq!(cut(&near, place.skipped), page, "{offset} {limit}");
            }
        }
    }
}
