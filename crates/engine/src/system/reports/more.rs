//! More reports: fees, who brought clients, staff and servers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::money::shown_scaled;
use store::Conn;
use store::edits::Cell;
use store::system::reports as figures;

use super::figures::{CURRENCY, money, number, report, text};
use super::{Days, Report};
use crate::Result;
use crate::system::currencies::Currencies;

/// The days of a report, as days and as instants.
pub(super) struct Time {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) start: i64,
    pub(super) end: i64,
    /// The company's.
    pub(super) zone: TimeZone,
}

/// Every one of them.
pub(super) const ALL: &[Report] = &[
    report(
        "fees",
        "Fees by way of payment",
        Days::Year,
        &[
            text("gateway", "Way"),
            CURRENCY,
            number("payments", "Payments"),
            money("received", "Received"),
            money("fees", "Fees"),
            number("share", "Per cent"),
        ],
    ),
    report(
        "affiliates",
        "Affiliates",
        Days::Year,
        &[
            number("affiliateid", "Affiliate"),
            text("client", "Client"),
            CURRENCY,
            number("orders", "Orders"),
            number("commissions", "Commissions"),
            money("earned", "Earned"),
            money("pending", "Waiting"),
            money("balance", "Balance"),
            money("paidout", "Paid out"),
        ],
    ),
    report(
        "sources",
        "Where clients came from",
        Days::Year,
        &[
            text("source", "Source"),
            text("medium", "Medium"),
            text("campaign", "Campaign"),
            number("clicks", "Clicks"),
            number("visitors", "Visitors"),
            number("signups", "Sign-ups"),
            number("orders", "Orders"),
        ],
    ),
    report(
        "clients_by_country",
        "Clients by country",
        Days::Now,
        &[
            text("country", "Country"),
            number("clients", "Clients"),
            number("active", "Active"),
            number("served", "With a service"),
        ],
    ),
    report(
        "retention",
        "Clients who stayed",
        Days::Year,
        &[
            text("month", "Signed up in"),
            number("clients", "Clients"),
            number("stayed", "Still have a service"),
            number("share", "Per cent"),
        ],
    ),
    report(
        "staff_performance",
        "Answers of the staff",
        Days::Year,
        &[
            text("staff", "Who"),
            number("tickets", "Tickets"),
            number("replies", "Replies"),
            number("rated", "Rated"),
            number("rating", "Mean rating"),
        ],
    ),
    report(
        "server_revenue",
        "Revenue by server",
        Days::Now,
        &[
            text("server", "Server"),
            CURRENCY,
            number("services", "Services"),
            money("monthly", "A month"),
            money("cost", "Cost a month"),
        ],
    )
    .saying("What services ask for in a month before promotions, and what their servers cost."),
    report(
        "top_clients",
        "Clients by income",
        Days::Year,
        &[
            number("clientid", "Client"),
            text("client", "Name"),
            CURRENCY,
            number("payments", "Payments"),
            money("net", "Net"),
        ],
    ),
];

/// The rows of one of them; none for another name.
pub(super) async fn rows(c: &mut Conn, name: &str, time: &Time) -> Result<Option<Vec<Vec<Cell>>>> {
    let &Time { from, to, start, end, .. } = time;
    Ok(Some(match name {
        "fees" => shares(figures::fees(c, start, end).await?, [4, 3]),
        "affiliates" => figures::affiliates(c, start, end).await?,
        "sources" => figures::sources(c, from, to).await?,
        "clients_by_country" => figures::by_country(c).await?,
        "retention" => shares(figures::retention(c, from, to).await?, [2, 1]),
        "staff_performance" => {
            let mut rows = figures::staff(c, start, end).await?;
            rows.iter_mut().for_each(|row| mean(row));
            rows
        }
        "server_revenue" => {
            let lines = figures::servers(c).await?;
            let currencies = Currencies::read(c).await?;
            servers(&lines, &currencies.default_row()?.code)
        }
        "top_clients" => figures::top(c, start, end).await?,
        _ => return Ok(None),
    }))
}

/// Adds what per cent one column is of another.
fn shares(mut rows: Vec<Vec<Cell>>, [part, whole]: [usize; 2]) -> Vec<Vec<Cell>> {
    for row in &mut rows {
        let number = |at: usize| match row.get(at) {
            Some(Cell::Int(value)) => *value,
            _ => 0,
        };
        let share = (number(part).saturating_mul(10_000)).checked_div(number(whole)).unwrap_or(0);
        row.push(Cell::Text(shown_scaled(share, 2)));
    }
    rows
}

/// The last column is a sum of ratings, the one before it how many.
fn mean(row: &mut [Cell]) {
    if let [.., Cell::Int(rated), last] = row
        && let Cell::Int(sum) = last
    {
        let mean = sum.saturating_mul(100).checked_div(*rated);
        *last = Cell::Text(mean.map_or_else(|| "–".to_owned(), |mean| shown_scaled(mean, 2)));
    }
}

/// A month's worth by server and currency; what a server costs stands beside the default currency.
fn servers(lines: &[Vec<Cell>], usual: &str) -> Vec<Vec<Cell>> {
    // Services, a year's worth, and cost by server and currency.
    let mut sums: BTreeMap<(String, i64, String), [i64; 3]> = BTreeMap::new();
    for line in lines {
        let [
            Cell::Int(id),
            Cell::Text(name),
            Cell::Int(cost),
            Cell::Text(code),
            Cell::Int(months),
            Cell::Int(count),
            Cell::Int(minor),
        ] = line.as_slice()
        else {
            continue;
        };
        let sum = sums.entry((name.clone(), *id, code.clone())).or_default();
        sum[0] += count;
        sum[1] += minor.saturating_mul(12).checked_div(*months).unwrap_or(0);
        if *cost > 0 {
            let home = sums.entry((name.clone(), *id, usual.to_owned())).or_default();
            home[2] = *cost;
        }
    }
    let row = |((name, _, code), [services, year, cost]): ((String, i64, String), [i64; 3])| {
        let mut cells = vec![Cell::Text(name), Cell::Text(code)];
        cells.extend([services, year / 12, cost].map(Cell::Int));
        cells
    };
    sums.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::{Cell, mean, servers, shares};

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn shares_and_means_divide_by_nothing_too() {
        let rows = vec![vec![Cell::Int(4), Cell::Int(3)], vec![Cell::Int(0), Cell::Int(0)]];
        let rows = shares(rows, [1, 0]);
        assert_eq!((&rows[0][2], &rows[1][2]), (&text("75"), &text("0")));
        let mut row = [Cell::Int(2), Cell::Int(9)];
        mean(&mut row);
        assert_eq!(row[1], text("4.5"));
        let mut row = [Cell::Int(0), Cell::Int(0)];
        mean(&mut row);
        assert_eq!(row[1], text("–"));
    }

    #[test]
    fn a_servers_cost_stands_once() {
        let line = |code: &str, months: i64, minor: i64| {
            let mut row = vec![Cell::Int(1), text("one"), Cell::Int(5_000), text(code)];
            row.extend([months, 2, minor].map(Cell::Int));
            row
        };
        let rows = servers(&[line("EUR", 1, 700), line("EUR", 12, 1_200)], "USD");
        let row = |code: &str, numbers: [i64; 3]| {
            let mut cells = vec![text("one"), text(code)];
            cells.extend(numbers.map(Cell::Int));
            cells
        };
        assert_eq!(rows, [row("EUR", [4, 800, 0]), row("USD", [0, 0, 5_000])]);
    }
}
