//! The client's account over a time, as a page and as a file.

use axum::extract::Query;
use jiff::civil::Date;
use model::people::permission::ClientPermission;
use protocol::StatementLine;
use protocol::wire::WireDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::home::today;
use super::list::{Pages, ROWS};
use crate::pages::language::tell;
use crate::pages::papers;
use crate::pages::sorry::missing;
use crate::pages::view::is_something;
use crate::pages::words::Money;

/// What the address may say; what is no day is as if it were not said.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Span {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    page: String,
}

impl Span {
    fn days(&self, today: Date) -> [Date; 2] {
        let day = |text: &str| text.trim().parse::<Date>().ok();
        let to = day(&self.to).unwrap_or(today);
        let from = day(&self.from).unwrap_or_else(|| to.first_of_year());
        [from, to]
    }
}

/// `GET /billing/statement`
pub(super) async fn page(here: Member, Query(span): Query<Span>) -> Shown {
    let [from, to] = span.days(today(&here).await);
    // Days that run backwards are shown the other way round: there is no form to be sent again.
    let days = [from.min(to), from.max(to)];
    let door = here.door(ClientPermission::Invoices)?;
    let said = door.statement(days.map(|day| WireDate(Some(day)))).await?;
    let money = here.money().await?;
    let all = said.lines.0.line.0;
    let before = format!("/billing/statement?from={}&to={}&page=", days[0], days[1]);
    let pages = Pages::of(&span.page, u64::try_from(all.len()).unwrap_or(0), before);
    let skipped = usize::try_from(pages.start()).unwrap_or(usize::MAX);
    let count = usize::try_from(ROWS).unwrap_or(0);
    let rows = all.iter().skip(skipped).take(count).map(|line| row(line, &money));
    let rows: Vec<Value> = rows.collect();
    here.page("client/statement.html", &tell("statement"))
        .nav("billing")
        .show(json!({
            "rows": rows,
            "pages": pages,
            "from": days[0].to_string(),
            "to": days[1].to_string(),
            "opening": money.of(&said.opening),
            "closing": money.of(&said.closing),
            "paper": papers::are_made(here.app.whmcs()),
        }))
        .await
}

/// `GET /billing/statement/pdf`
pub(super) async fn pdf(here: Member, Query(span): Query<Span>) -> Shown {
    let days = span.days(today(&here).await).map(|day| WireDate(Some(day)));
    let made = here.door(ClientPermission::Invoices)?.statement_pdf(days).await?;
    papers::file(&made.filename, &made.data).ok_or_else(missing)
}

fn row(line: &StatementLine, money: &Money) -> Value {
    let moved = |amount: &protocol::wire::Amount| {
        if is_something(amount) { money.of(amount) } else { String::new() }
    };
    json!({
        "date": line.date.to_string(),
        "reason": line.reason.to_string(),
        "invoice": line.invoiceid.0,
        "number": line.invoicenum.to_string(),
        "debit": moved(&line.debit),
        "credit": moved(&line.credit),
        "balance": money.of(&line.balance),
    })
}

#[cfg(test)]
mod tests {
    use super::Span;
    use jiff::civil::date;

    #[test]
    fn a_time_is_this_year_unless_it_is_said() {
        let today = date(2026, 3, 15);
        for (from, to, expected) in [
            ("", "", ["2026-01-01", "2026-03-15"]),
            ("2025-07-01", "2025-12-31", ["2025-07-01", "2025-12-31"]),
            ("", "2025-12-31", ["2025-01-01", "2025-12-31"]),
            ("nonsense", "", ["2026-01-01", "2026-03-15"]),
        ] {
            let span = Span { from: from.into(), to: to.into(), page: String::new() };
            assert_eq!(span.days(today).map(|day| day.to_string()), expected, "{from} {to}");
        }
    }
}
