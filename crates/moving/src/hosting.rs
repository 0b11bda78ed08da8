//! Servers, services, their addons, and requests to end them.

mod addons;
mod servers;
mod services;

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::dates::add_months;
use protocol::{CancelRequest, GetCancelledPackages, GetCancelledPackagesResponse};

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{Page, Pages};

pub(crate) use servers::bring as servers;
pub(crate) use services::count_promotions;

const CANCELLATIONS: &str = "cancellation requests";

/// The tables that are written with the numbers of the WHMCS.
pub(crate) const TABLES: &[&str] =
    &["servers", "server_groups", "services", "service_addons", "cancellation_requests"];

pub(crate) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    services::bring(moving).await?;
    addons::bring(moving).await?;
    cancellations(moving).await
}

/// The date that later periods are counted from: the first day, where the next due date is one of
/// its periods' first days, so that what began on the 31st goes on so. A period is so many months.
pub(crate) fn anchor(first: Date, due: Option<Date>, months: Option<u32>) -> Date {
    let Some(due) = due else { return first };
    let of = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let apart = of(due) - of(first);
    let whole = months.and_then(|months| i32::try_from(months).ok());
    let whole = whole.is_some_and(|months| apart >= 0 && apart.checked_rem(months) == Some(0));
    if whole && add_months(first, apart) == Some(due) { first } else { due }
}

/// Requests that were carried out are told as well: those of services that ended are closed.
async fn cancellations(moving: &mut Moving<'_>) -> Result<()> {
    let open = services::still_there(moving).await?;
    let mut asked = BTreeSet::new();
    let mut pages = Pages::of(CANCELLATIONS);
    let call = |start, rows| GetCancelledPackages {
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetCancelledPackages::default()
    };
    let rows = |answer: GetCancelledPackagesResponse| Page {
        rows: answer.packages.0.package.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(|row| {
            let stands = open.contains_key(&row.relid.0) && asked.insert(row.relid.0);
            cancellation(moving, row, open.get(&row.relid.0).copied(), stands)
        });
        let entries = entries.collect();
        moving.write(CANCELLATIONS, entries).await?;
    }
    Ok(())
}

fn cancellation(
    moving: &Moving<'_>,
    row: &CancelRequest,
    client: Option<i64>,
    stands: bool,
) -> Entry {
    let made = moving.instant(row.created_at).or_else(|| moving.instant(row.date));
    let (made, changed) = (made.unwrap_or_default(), moving.instant(row.updated_at));
    let changed = changed.or(Some(made));
    Entry::of("cancellation_requests", row.id.0)
        .set("service_id", row.relid.0)
        .set("client_id", client)
        .set("type", row.r#type.0.clone())
        .set("reason", moving.plain(&row.reason))
        .set("created_at", made)
        .set("updated_at", changed)
        .set("closed_at", if stands { None } else { changed })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_go_on_where_they_were() {
        let first = date(2026, 1, 31);
        for (due, months, expected) in [
            (None, Some(1), first),
            (Some(date(2026, 2, 28)), Some(1), first),
            (Some(date(2026, 6, 30)), Some(3), date(2026, 6, 30)),
            (Some(date(2026, 4, 30)), Some(3), first),
            (Some(date(2026, 3, 15)), Some(1), date(2026, 3, 15)),
            (Some(date(2031, 1, 31)), Some(60), first),
            (Some(date(2025, 3, 15)), Some(1), date(2025, 3, 15)),
            (Some(date(2026, 3, 15)), None, date(2026, 3, 15)),
        ] {
            assert_eq!(anchor(first, due, months), expected, "{due:?}");
        }
    }
}
