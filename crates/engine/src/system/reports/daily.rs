//! What was done and received day by day, and what was ordered month by month.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use store::Conn;
use store::edits::Cell;
use store::system::reports as figures;
use store::system::stats::BUCKET_SECONDS;

use super::figures::{CURRENCY, instant, money, months, number, report, text};
use super::more::Time;
use super::{Column, Days, Kind, Report};
use crate::{Fault, Result};

/// Days of a report at most: ten years.
const DAYS_MAX: usize = 3_660;

const DAY: Column = ("day", "Day", Kind::Date);

/// Every one of them.
pub(super) const ALL: &[Report] = &[
    report(
        "daily_performance",
        "Daily performance",
        Days::Last,
        &[
            DAY,
            number("orders", "New orders"),
            number("invoices", "New invoices"),
            number("paid", "Paid invoices"),
            number("tickets", "Opened tickets"),
            number("replies", "Replies of staff"),
            number("cancellations", "Cancellation requests"),
        ],
    )
    .saying("What was done on each day of the period. Drafts of invoices do not count."),
    report(
        "daily_income",
        "Income by day",
        Days::Last,
        &[
            DAY,
            CURRENCY,
            money("received", "Received"),
            money("fees", "Fees"),
            money("refunded", "Given back"),
            money("net", "Net"),
        ],
    ),
    report(
        "monthly_orders",
        "Orders by month",
        Days::Year,
        &[
            text("month", "Month"),
            CURRENCY,
            number("orders", "Orders"),
            number("active", "Active now"),
            money("amount", "Amount"),
        ],
    ),
];

/// The rows of one of them; none for another name.
pub(super) async fn rows(c: &mut Conn, name: &str, time: &Time) -> Result<Option<Vec<Vec<Cell>>>> {
    Ok(Some(match name {
        "daily_performance" => performance(c, time).await?,
        "daily_income" => income(c, time).await?,
        "monthly_orders" => {
            let mut rows = Vec::new();
            for (month, from, until) in months(time.from, time.to)? {
                let span = (instant(&time.zone, from)?, instant(&time.zone, until)?);
                for mut line in figures::orders_in(c, span.0, span.1).await? {
                    line.insert(0, Cell::Text(month.clone()));
                    rows.push(line);
                }
            }
            rows
        }
        _ => return Ok(None),
    }))
}

/// Every day has a row, so that a quiet one is seen.
async fn performance(c: &mut Conn, time: &Time) -> Result<Vec<Vec<Cell>>> {
    let mut days: BTreeMap<Date, [i64; 6]> = BTreeMap::new();
    let mut day = time.from;
    while day <= time.to && days.len() < DAYS_MAX {
        days.insert(day, [0; 6]);
        day = day.tomorrow().map_err(Fault::broken)?;
    }
    for (what, bucket, items) in figures::done_buckets(c, time.start, time.end).await? {
        let column = match what {
            0 => 0,
            1 => 2,
            2 => 3,
            3 => 4,
            _ => 5,
        };
        if let Some(numbers) = days.get_mut(&day_of(time, bucket)?) {
            numbers[column] += items;
        }
    }
    for (day, invoices) in figures::issued_by_day(c, time.from, time.to).await? {
        if let Some(numbers) = days.get_mut(&day) {
            numbers[1] += invoices;
        }
    }
    let row = |(day, numbers): (Date, [i64; 6])| -> Vec<Cell> {
        let day = Cell::Text(day.to_string());
        std::iter::once(day).chain(numbers.into_iter().map(Cell::Int)).collect()
    };
    Ok(days.into_iter().map(row).collect())
}

async fn income(c: &mut Conn, time: &Time) -> Result<Vec<Vec<Cell>>> {
    let mut sums: BTreeMap<(Date, String), [i64; 3]> = BTreeMap::new();
    for (bucket, code, received, fees, refunded) in
        figures::income_buckets(c, time.start, time.end).await?
    {
        let sum = sums.entry((day_of(time, bucket)?, code)).or_default();
        *sum = [sum[0] + received, sum[1] + fees, sum[2] + refunded];
    }
    let row = |((day, code), [received, fees, refunded]): ((Date, String), [i64; 3])| {
        let mut cells = vec![Cell::Text(day.to_string()), Cell::Text(code)];
        cells.extend([received, fees, refunded, received - fees - refunded].map(Cell::Int));
        cells
    };
    Ok(sums.into_iter().map(row).collect())
}

/// The day that a quarter of an hour after the first instant lies in.
fn day_of(time: &Time, bucket: i64) -> Result<Date> {
    let second = time.start.saturating_add(bucket.saturating_mul(BUCKET_SECONDS));
    let at = Timestamp::from_second(second).map_err(Fault::broken)?;
    Ok(time.zone.to_datetime(at).date())
}

#[cfg(test)]
mod tests {
    use super::day_of;
    use crate::system::reports::more::Time;
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    #[test]
    fn a_quarter_of_an_hour_lies_in_one_day() {
        // A day of 23 hours, of a zone that is a quarter of an hour off the others.
        for (zone, hours) in [("Europe/Berlin", 23), ("Asia/Kathmandu", 24)] {
            let zone = TimeZone::get(zone).unwrap();
            let from = date(2026, 3, 29);
            let start = zone.to_timestamp(from.at(0, 0, 0, 0)).unwrap().as_second();
            let time = Time { from, to: from, start, end: start + 86_400, zone };
            let last = hours * 4 - 1;
            assert_eq!(day_of(&time, last).unwrap(), from);
            assert_eq!(day_of(&time, last + 1).unwrap(), date(2026, 3, 30));
        }
    }
}
