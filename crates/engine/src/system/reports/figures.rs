//! The reports one by one: their columns, and how their rows come about.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use store::edits::Cell;
use store::system::reports as figures;

use super::more::Time;
use super::{Column, Days, Kind, Report, daily, debits, more, recurring, reviews, taxes};
use crate::system::settings::COMPANY_COUNTRY;
use crate::{Cx, Fault, Result};

pub(super) const CURRENCY: Column = ("currency", "Currency", Kind::Text);

pub(super) const fn money(key: &'static str, title: &'static str) -> Column {
    (key, title, Kind::Money)
}

pub(super) const fn number(key: &'static str, title: &'static str) -> Column {
    (key, title, Kind::Number)
}

pub(super) const fn text(key: &'static str, title: &'static str) -> Column {
    (key, title, Kind::Text)
}

pub(super) const fn report(
    name: &'static str,
    title: &'static str,
    days: Days,
    columns: &'static [Column],
) -> Report {
    Report { name, title, about: "", days, columns }
}

/// The reports that are rows of one query.
pub(super) const ALL: &[Report] = &[
    report(
        "annual_income",
        "Income by month",
        Days::Year,
        &[
            text("month", "Month"),
            CURRENCY,
            money("received", "Received"),
            money("fees", "Fees"),
            money("refunded", "Given back"),
            money("net", "Net"),
        ],
    ),
    report(
        "income_by_product",
        "Income by product",
        Days::Year,
        &[text("product", "Product"), CURRENCY, number("lines", "Lines"), money("net", "Net")],
    )
    .saying(
        "Lines of invoices on the day they were paid, without tax, those refunded later, too. \
         The row of credit notes takes off what was given back in the period, so that the sum \
         is both nets of the tax liability. Deposits do not count.",
    ),
    report(
        "aging",
        "Unpaid by age",
        Days::Now,
        &[
            CURRENCY,
            number("invoices", "Invoices"),
            money("notdue", "Not due"),
            money("days30", "1–30 days"),
            money("days60", "31–60 days"),
            money("days90", "61–90 days"),
            money("older", "Older"),
            money("total", "Total"),
        ],
    ),
    report(
        "transactions",
        "Transactions",
        Days::Year,
        &[
            ("time", "Time", Kind::Time),
            number("id", "Transaction"),
            number("clientid", "Client"),
            number("invoiceid", "Invoice"),
            text("gateway", "Gateway"),
            text("reference", "Reference"),
            text("description", "Description"),
            CURRENCY,
            money("in", "In"),
            money("fees", "Fees"),
            money("out", "Out"),
        ],
    ),
    report(
        "new_clients",
        "New clients",
        Days::Year,
        &[text("month", "Month"), number("clients", "Clients"), number("ordered", "Have ordered")],
    ),
    report(
        "promotions_used",
        "Promotions used",
        Days::Year,
        &[text("code", "Code"), CURRENCY, number("orders", "Orders"), money("amount", "Amount")],
    ),
    report(
        "tickets",
        "Tickets and response times",
        Days::Year,
        &[
            text("department", "Department"),
            number("tickets", "Tickets"),
            number("clientreplies", "Replies of clients"),
            number("staffreplies", "Replies of staff"),
            number("answered", "Answered"),
            number("responseseconds", "Mean seconds until an answer"),
        ],
    ),
    report(
        "domain_renewals",
        "Domain names that expire",
        Days::Ahead,
        &[
            ("expires", "Expires", Kind::Date),
            text("domain", "Domain"),
            number("clientid", "Client"),
            text("status", "Status"),
            text("registrar", "Registrar"),
            number("donotrenew", "Not renewed"),
            CURRENCY,
            money("amount", "Renewal"),
        ],
    ),
    report(
        "suspensions",
        "Suspended services",
        Days::Now,
        &[
            number("serviceid", "Service"),
            number("clientid", "Client"),
            text("product", "Product"),
            text("domain", "Domain"),
            text("reason", "Reason"),
            ("nextduedate", "Due", Kind::Date),
            CURRENCY,
            money("amount", "Amount"),
        ],
    ),
];

/// The rows of a report about the days from `from` to `to`.
pub(super) async fn rows(cx: &Cx, name: &str, from: Date, to: Date) -> Result<Vec<Vec<Cell>>> {
    let settings = cx.engine.settings().await?;
    let zone = settings.zone();
    let (start, end) = (instant(&zone, from)?, instant(&zone, next_day(to)?)?);
    let today = cx.engine.today().await?;
    let mut c = cx.read().await?;
    let time = Time { from, to, start, end, zone };
    if let Some(rows) = taxes::rows(&mut c, name, &time, settings.text(COMPANY_COUNTRY)).await? {
        return Ok(rows);
    }
    if let Some(rows) = recurring::rows(&mut c, name, &time, today).await? {
        return Ok(rows);
    }
    if let Some(rows) = daily::rows(&mut c, name, &time).await? {
        return Ok(rows);
    }
    if let Some(rows) = reviews::rows(&mut c, name, &time).await? {
        return Ok(rows);
    }
    if let Some(rows) = more::rows(&mut c, name, &time).await? {
        return Ok(rows);
    }
    Ok(match name {
        "direct_debits" => debits::rows(&cx.engine, &mut c).await?,
        "annual_income" => {
            let mut rows = Vec::new();
            for (month, from, until) in months(from, to)? {
                let span = (instant(&time.zone, from)?, instant(&time.zone, until)?);
                for mut line in figures::income_in(&mut c, span.0, span.1).await? {
                    line.insert(0, Cell::Text(month.clone()));
                    rows.push(line);
                }
            }
            rows
        }
        "income_by_product" => {
            let mut rows = figures::income_by_product(&mut c, start, end).await?;
            rows.extend(taxes::taken_back(&mut c, &time).await?);
            rows
        }
        "aging" => {
            let back = |days: i64| ago(today, days.days());
            figures::aging(&mut c, [today, back(30)?, back(60)?, back(90)?]).await?
        }
        "transactions" => figures::transactions(&mut c, start, end).await?,
        "new_clients" => figures::new_clients(&mut c, from, to).await?,
        "promotions_used" => figures::promotions_used(&mut c, start, end).await?,
        "tickets" => figures::ticket_figures(&mut c, start, end).await?,
        "domain_renewals" => figures::domain_renewals(&mut c, from, to).await?,
        _ => figures::suspensions(&mut c).await?,
    })
}

pub(super) fn instant(zone: &TimeZone, day: Date) -> Result<i64> {
    let at = zone.to_timestamp(day.at(0, 0, 0, 0)).map_err(Fault::broken)?;
    Ok(at.as_second())
}

fn next_day(day: Date) -> Result<Date> {
    day.tomorrow().map_err(Fault::broken)
}

fn ago(day: Date, span: Span) -> Result<Date> {
    day.checked_sub(span).map_err(Fault::broken)
}

/// The months that have days of a period: their name, first day within it, and the day after.
pub(super) fn months(from: Date, to: Date) -> Result<Vec<(String, Date, Date)>> {
    let (mut found, mut first) = (Vec::new(), from);
    let end = next_day(to)?;
    while first < end && found.len() < 1_200 {
        let next = first.first_of_month().checked_add(1.month()).map_err(Fault::broken)?;
        let until = next.min(end);
        found.push((first.strftime("%Y-%m").to_string(), first, until));
        first = next;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::months;
    use jiff::civil::date;

    #[test]
    fn months_are_cut_at_the_ends_of_the_period() {
        let found = months(date(2026, 1, 15), date(2026, 3, 1)).unwrap();
        let names: Vec<&str> = found.iter().map(|(name, ..)| name.as_str()).collect();
        assert_eq!(names, ["2026-01", "2026-02", "2026-03"]);
        assert_eq!((found[0].1, found[2].2), (date(2026, 1, 15), date(2026, 3, 2)));
    }
}
