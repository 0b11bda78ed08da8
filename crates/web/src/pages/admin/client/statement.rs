//! The account of a client over a time, as a list that can be saved.

use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use protocol::wire::WireDate;
use protocol::{GetClientStatement, GetClientStatementPdf, GetClientsDetails};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::pages::papers;
use crate::pages::words::day;

/// The times to choose from.
const TIMES: &[&str] = &["This year", "Last year", "This month", "Last month"];

/// `GET /admin/clients/{id}/statement`
pub(super) async fn show(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, rows).await
}

async fn rows(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    // A list is given by a plain function, so the number is read from the address here.
    let number = desk.uri().path().split('/').nth(3).and_then(|part| part.parse().ok());
    let id: u64 = number.ok_or_else(|| Fail::missing(desk))?;
    let asked = GetClientsDetails { clientid: Some(id), ..GetClientsDetails::default() };
    desk.call(asked).await?;
    let (from, to) = asked_time(ask, desk.now().date());
    let call = GetClientStatement {
        clientid: id,
        datefrom: WireDate(Some(from)),
        dateto: WireDate(Some(to)),
    };
    let found = desk.call(call).await?;
    let href = format!("/admin/clients/{id}?tab=transactions");
    let edge = |date: Date, said: &str, balance: &str| {
        // A statement of all there is begins before everything.
        let first = if date.year() > 1970 { day(&date.to_string()) } else { "–".to_owned() };
        let cells = vec![
            Cell::main(first),
            Cell::text(said),
            Cell::number(""),
            Cell::number(""),
            Cell::number(format!("{balance} {}", found.currency)),
        ];
        Row { id: 0, href: href.clone(), cells }
    };
    let mut rows = vec![edge(from, "Opening balance", found.opening.as_str())];
    for line in &found.lines.0.line.0 {
        let text = Cell::text(&*line.description);
        let text = match line.invoiceid.0 {
            0 => text,
            invoice => text.to(format!("/admin/invoices/{invoice}")),
        };
        let cells = vec![
            Cell::main(day(&line.date.to_string())),
            text,
            Cell::number(moved(line.debit.as_str())),
            Cell::number(moved(line.credit.as_str())),
            Cell::number(line.balance.as_str()),
        ];
        rows.push(Row { id: line.invoiceid.0, href: href.clone(), cells });
    }
    rows.push(edge(to, "Closing balance", found.closing.as_str()));
    let (rows, total) = ask.cut(rows);
    Ok(Table {
        path: "/admin/clients",
        title: "Statement",
        lead: "What the client owed, was asked for and paid, by the journal; below zero is credit",
        columns: vec![
            column("Date"),
            column("What"),
            column("Owed").end(),
            column("Paid").end(),
            column("Balance").end(),
        ],
        rows,
        total,
        statuses: TIMES.iter().map(|word| (*word).to_owned()).collect(),
        days: Some([from, to].map(|day| day.to_string())),
        pdf: if papers::are_made(desk.app().whmcs()) && desk.may("GetClientStatementPdf") {
            format!("/admin/clients/{id}/statement/pdf?from={from}&to={to}")
        } else {
            String::new()
        },
        empty: "Nothing moved.",
        ..Table::default()
    })
}

/// `GET /admin/clients/{id}/statement/pdf`
pub(super) async fn pdf(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let (from, to) = asked_time(&Ask::read(&desk), desk.now().date());
    let call = GetClientStatementPdf {
        clientid: id,
        datefrom: WireDate(Some(from)),
        dateto: WireDate(Some(to)),
    };
    let made = desk.call(call).await?;
    papers::file(&made.filename, &made.data).ok_or_else(|| Fail::missing(&desk))
}

/// The days of a word, else those that were chosen.
fn asked_time(ask: &Ask, today: Date) -> (Date, Date) {
    let word = ask.status().unwrap_or_default();
    let (from, to) = time(&word, today);
    let chosen = |name: &str| ask.day(name).and_then(|day| day.0).filter(|_| word.is_empty());
    let (from, to) = (chosen("from").unwrap_or(from), chosen("to").unwrap_or(to));
    // The wrong way round it is the same time.
    (from.min(to), from.max(to))
}

/// Nothing for what did not move.
fn moved(amount: &str) -> &str {
    if amount.chars().all(|c| matches!(c, '0' | '.')) { "" } else { amount }
}

/// First and last day of a time.
fn time(word: &str, today: Date) -> (Date, Date) {
    let before = |date: Date| date.yesterday().unwrap_or(date);
    match word {
        "This month" => (today.first_of_month(), today),
        "Last month" => {
            let last = before(today.first_of_month());
            (last.first_of_month(), last)
        }
        "Last year" => {
            let last = before(today.first_of_year());
            (last.first_of_year(), last)
        }
        "This year" => (today.first_of_year(), today),
        _ => (Date::constant(1970, 1, 1), today),
    }
}

#[cfg(test)]
mod tests {
    use super::time;
    use jiff::civil::date;

    #[test]
    fn times_are_whole_months_and_years() {
        let today = date(2026, 3, 15);
        for (word, from, to) in [
            ("", date(1970, 1, 1), today),
            ("This year", date(2026, 1, 1), today),
            ("This month", date(2026, 3, 1), today),
            ("Last month", date(2026, 2, 1), date(2026, 2, 28)),
            ("Last year", date(2025, 1, 1), date(2025, 12, 31)),
        ] {
            assert_eq!(time(word, today), (from, to), "{word}");
        }
    }
}
