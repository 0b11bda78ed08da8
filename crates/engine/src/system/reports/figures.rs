//! The reports one by one: their columns, and how their rows come about.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use model::money::shown_scaled;
use store::edits::Cell;
use store::system::reports as figures;

use super::{Column, Kind, Report, more};
use crate::system::settings::COMPANY_COUNTRY;
use crate::{Cx, Fault, Result};

/// Months of the forecast.
const FORECAST_MONTHS: i64 = 12;

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
    period: bool,
    columns: &'static [Column],
) -> Report {
    Report { name, title, period, columns }
}

/// What invoices of one country and tax came to.
pub(super) const TAXES: &[Column] = &[
    text("country", "Country"),
    text("tax", "Tax"),
    text("rate", "Rate"),
    text("tax2", "Second tax"),
    text("rate2", "Second rate"),
    CURRENCY,
    number("invoices", "Invoices"),
    money("net", "Net"),
    money("taxamount", "Tax amount"),
    money("taxamount2", "Second amount"),
];

/// Every report.
pub(super) const ALL: &[Report] = &[
    report(
        "annual_income",
        "Income by month",
        true,
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
        "income_forecast",
        "Income forecast",
        false,
        &[text("month", "Month"), CURRENCY, number("items", "Items"), money("amount", "Amount")],
    ),
    report(
        "income_by_product",
        "Income by product",
        true,
        &[text("product", "Product"), CURRENCY, number("lines", "Lines"), money("net", "Net")],
    ),
    report(
        "mrr_churn",
        "Monthly recurring revenue and churn",
        true,
        &[
            CURRENCY,
            number("items", "Items"),
            money("mrr", "A month"),
            money("arr", "A year"),
            number("services", "Services running"),
            number("began", "Began"),
            number("ended", "Ended"),
            number("churn", "Churn, per cent"),
        ],
    ),
    report(
        "aging",
        "Unpaid by age",
        false,
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
    report("tax_liability", "Tax liability", true, TAXES),
    report(
        "transactions",
        "Transactions",
        true,
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
        true,
        &[text("month", "Month"), number("clients", "Clients"), number("ordered", "Have ordered")],
    ),
    report(
        "promotions_used",
        "Promotions used",
        true,
        &[text("code", "Code"), CURRENCY, number("orders", "Orders"), money("amount", "Amount")],
    ),
    report(
        "tickets",
        "Tickets and response times",
        true,
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
        true,
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
        false,
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
    let mut c = cx.read().await?;
    let time = more::Time { from, to, start, end };
    let home = settings.text(COMPANY_COUNTRY);
    if let Some(rows) = more::rows(&mut c, name, &time, home).await? {
        return Ok(rows);
    }
    let today = cx.engine.today().await?;
    Ok(match name {
        "annual_income" => {
            let mut rows = Vec::new();
            for (month, from, until) in months(from, to)? {
                let span = (instant(&zone, from)?, instant(&zone, until)?);
                for mut line in figures::income_in(&mut c, span.0, span.1).await? {
                    line.insert(0, Cell::Text(month.clone()));
                    rows.push(line);
                }
            }
            rows
        }
        "income_forecast" => forecast(figures::recurring(&mut c).await?, today)?,
        "income_by_product" => figures::income_by_product(&mut c, start, end).await?,
        "mrr_churn" => {
            let moves = figures::moves(&mut c, from, to).await?;
            mrr(figures::recurring(&mut c).await?, moves)
        }
        "aging" => {
            let back = |days: i64| ago(today, days.days());
            figures::aging(&mut c, [today, back(30)?, back(60)?, back(90)?]).await?
        }
        "tax_liability" => {
            let mut rows = figures::tax_liability(&mut c, start, end).await?;
            rows.iter_mut().for_each(|row| percents(row, &[2, 4]));
            rows
        }
        "transactions" => figures::transactions(&mut c, start, end).await?,
        "new_clients" => figures::new_clients(&mut c, from, to).await?,
        "promotions_used" => figures::promotions_used(&mut c, start, end).await?,
        "tickets" => figures::ticket_figures(&mut c, start, end).await?,
        "domain_renewals" => figures::domain_renewals(&mut c, from, to).await?,
        _ => figures::suspensions(&mut c).await?,
    })
}

fn instant(zone: &TimeZone, day: Date) -> Result<i64> {
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
fn months(from: Date, to: Date) -> Result<Vec<(String, Date, Date)>> {
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

/// What falls due in the next months when everything is renewed as it is. What is overdue counts
/// for this month.
fn forecast(recurring: Vec<Vec<Cell>>, today: Date) -> Result<Vec<Vec<Cell>>> {
    let first = month_number(&today.strftime("%Y-%m").to_string()).unwrap_or(0);
    let mut sums: BTreeMap<(i64, String), (i64, i64)> = BTreeMap::new();
    for line in &recurring {
        let Some((code, months, due, count, minor)) = read(line) else { continue };
        let mut month = month_number(due).unwrap_or(first).max(first);
        while month < first + FORECAST_MONTHS && months > 0 {
            let sum = sums.entry((month, code.to_owned())).or_default();
            *sum = (sum.0 + count, sum.1 + minor);
            month += months;
        }
    }
    let row = |((month, code), (count, minor)): ((i64, String), (i64, i64))| {
        let name = format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
        vec![Cell::Text(name), Cell::Text(code), Cell::Int(count), Cell::Int(minor)]
    };
    Ok(sums.into_iter().map(row).collect())
}

/// `2026-03` as a number that counts months.
fn month_number(text: &str) -> Option<i64> {
    let (year, month) = text.split_once('-')?;
    Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
}

/// A line of what recurs: currency, months of its cycle, month it is due, items, amount.
fn read(line: &[Cell]) -> Option<(&str, i64, &str, i64, i64)> {
    match line {
        [
            Cell::Text(code),
            Cell::Int(months),
            Cell::Text(due),
            Cell::Int(count),
            Cell::Int(minor),
        ] => Some((code, *months, due, *count, *minor)),
        _ => None,
    }
}

/// What recurs in a month, by currency, beside how services came and went.
fn mrr(recurring: Vec<Vec<Cell>>, (running, began, ended): (i64, i64, i64)) -> Vec<Vec<Cell>> {
    let mut sums: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for line in &recurring {
        let Some((code, months, _, count, minor)) = read(line) else { continue };
        let sum = sums.entry(code.to_owned()).or_default();
        // A year's worth, so that only the sum is rounded.
        *sum = (sum.0 + count, sum.1 + minor.saturating_mul(12) / months.max(1));
    }
    let at_start = (running - began + ended).max(0);
    let hundredths = ended.saturating_mul(10_000).checked_div(at_start).unwrap_or(0);
    let churn = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let row = |(code, (count, year)): (String, (i64, i64))| {
        let mut cells = vec![Cell::Text(code)];
        cells.extend([count, year / 12, year, running, began, ended].map(Cell::Int));
        cells.push(Cell::Text(churn.clone()));
        cells
    };
    sums.into_iter().map(row).collect()
}

/// Ten-thousandths of a per cent become text.
pub(super) fn percents(row: &mut [Cell], columns: &[usize]) {
    for column in columns {
        if let Some(cell) = row.get_mut(*column)
            && let Cell::Int(value) = cell
        {
            *cell = Cell::Text(shown_scaled(*value, 4));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, forecast, months, mrr};
    use jiff::civil::date;

    fn line(months: i64, due: &str, minor: i64) -> Vec<Cell> {
        let text = |text: &str| Cell::Text(text.to_owned());
        vec![text("USD"), Cell::Int(months), text(due), Cell::Int(1), Cell::Int(minor)]
    }

    #[test]
    fn what_recurs_is_laid_out_over_a_year() {
        let lines = vec![line(1, "2025-12", 100), line(12, "2026-03", 5_000)];
        let rows = forecast(lines.clone(), date(2026, 1, 15)).unwrap();
        assert_eq!(rows.len(), 12);
        let of = |index: usize| rows[index][3].clone();
        assert_eq!((of(0), of(2), of(11)), (Cell::Int(100), Cell::Int(5_100), Cell::Int(100)));
        let rows = mrr(lines, (10, 2, 1));
        // 1.00 a month and 50.00 a year: 62.00 a year.
        assert_eq!(rows[0][2..4], [Cell::Int(516), Cell::Int(6_200)]);
        assert_eq!(rows[0][7], Cell::Text("11.11".to_owned()));
    }

    #[test]
    fn months_are_cut_at_the_ends_of_the_period() {
        let found = months(date(2026, 1, 15), date(2026, 3, 1)).unwrap();
        let names: Vec<&str> = found.iter().map(|(name, ..)| name.as_str()).collect();
        assert_eq!(names, ["2026-01", "2026-02", "2026-03"]);
        assert_eq!((found[0].1, found[2].2), (date(2026, 1, 15), date(2026, 3, 2)));
    }
}
