//! Counts that the database keeps itself beside the rows (step 86), by buckets of the order in
//! which lists show them: a figure adds up buckets, and a page deep in a list is found by the
//! buckets before it, not by passing its rows.

use crate::filter::Filter;
use crate::{Conn, Result, Row};

/// Seconds of a bucket of tickets, by their last answer.
pub const TICKET_SECONDS: i64 = 2_592_000;
/// Seconds of a day, which begins at midnight UTC here.
const DAY_SECONDS: i64 = 86_400;
/// Numbers of a bucket of services.
pub const SERVICE_NUMBERS: i64 = 4_096;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Tickets that are not part of another.
    Tickets,
    /// Of them those that a member of staff looks after.
    Flagged,
    /// Orders.
    Orders,
    /// Services.
    Services,
}

impl List {
    /// A filter of [`buckets`] on this list; conditions can be on `word` (the status) and, for
    /// tickets, on `part` (the department).
    #[must_use]
    pub fn all<'a>(self) -> Filter<'a> {
        Filter::new().fixed(match self {
            Self::Tickets => "list = 'tickets'",
            Self::Flagged => "list = 'flagged'",
            Self::Orders => "list = 'orders'",
            Self::Services => "list = 'services'",
        })
    }
}

/// How many rows a bucket has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct Held {
    /// Its place: what the list is ordered by, divided by the width.
    pub bucket: i64,
    /// How many.
    pub items: i64,
}

/// The buckets that have any of what is wanted, lowest first.
///
/// # Errors
/// When the database fails.
pub async fn buckets(c: &mut Conn, wanted: &Filter<'_>) -> Result<Vec<Held>> {
    let head = "select bucket, cast(sum(items) as bigint) as items from kept_counts";
    let sql = wanted.sql(head) + " group by bucket having sum(items) <> 0 order by bucket";
    c.all(&sql, wanted.args()).await
}

/// Where a page of a list lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// How many rows the list has.
    pub total: i64,
    /// The bucket in which the page begins.
    pub first: i64,
    /// The bucket in which it ends.
    pub last: i64,
    /// Rows of the first bucket before it.
    pub skipped: i64,
}

impl Place {
    /// Finds the page after `offset` rows in buckets that stand in the order of the list. A page
    /// behind the end lies in no bucket: `first` and `last` are 0 then, and all is skipped.
    #[must_use]
    pub fn of(buckets: &[Held], offset: i64, limit: i64) -> Self {
        let total = buckets.iter().map(|held| held.items).sum();
        let end = offset.saturating_add(limit.max(1)).min(total);
        let mut place = Self { total, first: 0, last: 0, skipped: offset };
        let mut before = 0;
        for held in buckets {
            let after = before + held.items;
            if before <= offset && offset < after {
                (place.first, place.skipped) = (held.bucket, offset - before);
            }
            if before < end && end <= after && offset < total {
                place.last = held.bucket;
            }
            before = after;
        }
        place
    }
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
        let held = [(9, 3), (7, 0), (4, 2), (1, 5)];
        let buckets = held.map(|(bucket, items)| Held { bucket, items });
        let rows: Vec<i64> =
            held.iter().flat_map(|(bucket, items)| (0..*items).map(move |_| *bucket)).collect();
        for offset in 0..12 {
            for limit in 1..12 {
                let place = Place::of(&buckets, offset, limit);
                assert_eq!(place.total, 10);
                let page: Vec<i64> =
                    rows.iter().copied().skip(offset as usize).take(limit as usize).collect();
                let Some((first, last)) = page.first().zip(page.last()) else {
                    assert_eq!((place.first, place.last, place.skipped), (0, 0, offset));
                    continue;
                };
                assert_eq!((place.first, place.last), (*first, *last), "{offset} {limit}");
                // What is left when only the page's buckets are read.
                let near = rows.iter().filter(|bucket| (*last..=*first).contains(bucket));
                let read: Vec<i64> =
                    near.copied().skip(place.skipped as usize).take(limit as usize).collect();
                assert_eq!(read, page, "{offset} {limit}");
            }
        }
    }
}
