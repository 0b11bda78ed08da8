//! The first page: what needs somebody now, and how business goes.

pub(super) mod arrange;
mod chart;

use axum::http::StatusCode;
use axum::response::Response;
use protocol::wire::{Named, Num};
use protocol::{
    GetActivityLog, GetCurrencies, GetCurrenciesResponse, GetInvoices, GetModuleQueue, GetOrders,
    GetStats, GetStatsResponse, GetTickets, GetToDoItems, StatsTimeline,
};
use serde::Serialize;
use serde_json::json;

use super::desk::Desk;
use super::fail::Fail;
use super::nav;
use super::odd;
use super::shell;
use crate::pages::filters::grouped;

/// Days that can be looked at; the first is the usual one.
const PERIODS: [(u64, &str); 3] = [(30, "30 days"), (7, "7 days"), (90, "90 days")];
/// Rows of a small list.
const ROWS: Option<u64> = Some(6);

#[derive(Serialize)]
struct Need {
    icon: &'static str,
    tone: &'static str,
    label: &'static str,
    count: i64,
    href: &'static str,
}

#[derive(Serialize)]
struct Figure {
    label: &'static str,
    value: String,
    note: String,
    spark: Option<chart::Spark>,
}

/// `GET /admin`
pub(crate) async fn show(desk: Desk) -> Result<Response, Fail> {
    let query = desk.query();
    let asked = query.id("days").unwrap_or(PERIODS[0].0);
    let days = PERIODS.iter().map(|(days, _)| *days).find(|days| *days == asked).unwrap_or(30);
    let orders =
        GetOrders { status: Some("Pending".to_owned()), limitnum: ROWS, ..GetOrders::default() };
    let tickets = GetTickets {
        status: Some("Awaiting Reply".to_owned()),
        limitnum: ROWS,
        ..GetTickets::default()
    };
    let to_do =
        GetToDoItems { limitnum: ROWS, status: Some("Incomplete".to_owned()), limitstart: None };
    let activity = GetActivityLog { limitnum: Some(8), ..GetActivityLog::default() };
    let answers = tokio::join!(
        desk.maybe(GetStats { timeline_days: Some(days) }),
        desk.maybe(orders),
        desk.maybe(tickets),
        desk.maybe(invoices("Overdue")),
        desk.maybe(invoices("Unpaid")),
        desk.maybe(to_do),
        desk.maybe(activity),
        desk.maybe(GetModuleQueue::default()),
        desk.maybe(GetCurrencies {}),
        async { tokio::join!(odd::notices(&desk), arrange::shown(&desk)) },
    );
    let (stats, orders, tickets, overdue, unpaid, to_do, activity, queue, currencies, own) =
        answers;
    let (notices, widgets) = own;
    let prefix = prefix(currencies);
    let overdue_count = overdue.as_ref().map_or(0, |found| found.totalresults.0);
    if let Some(stats) = &stats {
        desk.knows(shell::Counts::of(stats, overdue_count));
    }
    let timeline = stats.as_ref().and_then(|stats| stats.timeline_data.clone());
    let needs = stats
        .as_ref()
        .map(|stats| needs(stats, overdue_count, queue.as_ref().map_or(0, |queue| queue.count.0)));
    // A WHMCS elsewhere tells the income to everybody.
    let income = desk.sees_income();
    let figures = stats.as_ref().map(|stats| match income {
        true => figures(stats, timeline.as_ref()),
        false => figures_without_income(stats, timeline.as_ref()),
    });
    let reachable = |need: &Need| nav::needed(need.href).all(|action| desk.may(action));
    let view = json!({
        "notices": notices,
        "forecasts": income && desk.does_itself("GetReport"),
        "widgets": widgets,
        "arranges": desk.may("SetStaffPreference"),
        "greeting": shell::greeting(&desk),
        "today": desk.now().strftime("%A, %-d %B %Y").to_string(),
        "currency": prefix.1,
        "periods": PERIODS.map(|(days, label)| json!({ "days": days, "label": label })),
        "days": days,
        "needs": needs.map(|needs| needs.into_iter().filter(reachable).collect::<Vec<_>>()),
        "figures": figures,
        "chart": timeline.as_ref().filter(|_| income).map(|line| chart::bars(line, &prefix.0)),
        "orders": orders.map(|found| found.orders.0.order),
        "tickets": tickets.map(|found| found.tickets.0.ticket),
        "overdue": overdue.map(|found| found.invoices.0.invoice),
        "overdue_count": overdue_count,
        "unpaid_count": unpaid.map_or(0, |found| found.totalresults.0),
        "to_do": to_do.map(|found| found.items.0.item),
        "activity": activity.map(|found| found.activity.0.entry),
    });
    Ok(desk.page(StatusCode::OK, "admin/dashboard.html", "Dashboard", view).await)
}

/// What stands before an amount of the company's own currency, and the code of that.
fn prefix(found: Option<GetCurrenciesResponse>) -> (String, String) {
    found
        .and_then(|found| found.currencies.0.currency.0.into_iter().next())
        .map(|first| (first.prefix.to_string(), first.code.to_string()))
        .unwrap_or_default()
}

fn invoices(status: &str) -> GetInvoices {
    GetInvoices {
        status: Some(status.to_owned()),
        limitnum: ROWS,
        orderby: Some("duedate".to_owned()),
        order: Some("asc".to_owned()),
        ..GetInvoices::default()
    }
}

fn needs(stats: &GetStatsResponse, overdue: i64, queue: i64) -> [Need; 6] {
    let need = |icon, tone, label, count, href| Need { icon, tone, label, count, href };
    [
        need(
            "shopping-bag",
            "brand",
            "Pending orders",
            stats.orders_pending.0,
            "/admin/orders?status=Pending",
        ),
        need(
            "message-square-reply",
            "bad",
            "Tickets to answer",
            stats.tickets_awaitingreply.0,
            "/admin/tickets?status=Awaiting+Reply",
        ),
        need("receipt-text", "warn", "Overdue invoices", overdue, "/admin/invoices?status=Overdue"),
        need(
            "calendar-x-2",
            "warn",
            "Cancellations",
            stats.cancellations_pending.0,
            "/admin/cancellations",
        ),
        need("list-checks", "info", "To-dos due", stats.todoitems_due.0, "/admin/todo"),
        need("cpu", "bad", "Failed module calls", queue, "/admin/module-queue"),
    ]
}

fn figures(stats: &GetStatsResponse, timeline: Option<&StatsTimeline>) -> [Figure; 4] {
    let income = timeline.and_then(|line| {
        chart::spark(line.income.iter().map(|(_, amount)| chart::minor(amount.as_str())).collect())
    });
    [
        figure(
            "Income today",
            stats.income_today.to_string(),
            counted(stats.orders_today_total.0, "order today", "orders today"),
            income.clone(),
        ),
        figure(
            "Income this month",
            stats.income_thismonth.to_string(),
            format!("{} this year", stats.income_thisyear),
            income,
        ),
        figure(
            "Income since the beginning",
            stats.income_alltime.to_string(),
            format!("{} quotes are open", stats.quotes_valid.0),
            None,
        ),
        orders(stats, timeline),
    ]
}

/// What a role sees that is not told the income.
fn figures_without_income(stats: &GetStatsResponse, line: Option<&StatsTimeline>) -> [Figure; 4] {
    let tickets = line.and_then(|line| counts(&line.new_tickets));
    [
        figure(
            "Orders today",
            count(stats.orders_today_total.0),
            format!("{} yesterday", count(stats.orders_yesterday_total.0)),
            None,
        ),
        orders(stats, line),
        figure(
            "Tickets under way",
            count(stats.tickets_allactive.0),
            format!("{} await a reply", count(stats.tickets_awaitingreply.0)),
            tickets,
        ),
        figure(
            "Open quotes",
            count(stats.quotes_valid.0),
            counted(stats.todoitems_due.0, "to-do is due", "to-dos are due"),
            None,
        ),
    ]
}

fn orders(stats: &GetStatsResponse, line: Option<&StatsTimeline>) -> Figure {
    figure(
        "Orders this month",
        count(stats.orders_thismonth_total.0),
        format!("{} this year", count(stats.orders_thisyear_total.0)),
        line.and_then(|line| counts(&line.new_orders)),
    )
}

fn figure(label: &'static str, value: String, note: String, spark: Option<chart::Spark>) -> Figure {
    Figure { label, value, note, spark }
}

fn counts(line: &Named<Num>) -> Option<chart::Spark> {
    chart::spark(line.iter().map(|(_, count)| count.0).collect())
}

fn count(number: i64) -> String {
    grouped(&number.to_string())
}

/// A number and what it counts.
pub(super) fn counted(number: i64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
