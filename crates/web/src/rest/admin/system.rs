//! Figures and log of the house.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use protocol::wire::{Amount, Named, Num};
use protocol::{
    ActivityEntry, GetActivityLog, GetStats, GetStatsResponse, LogActivity, StatsTimeline,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::body::Body;
use crate::rest::money::{key, moment, text};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::StaffSession;

/// How much of the past.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Span {
    /// Days of the timelines; none if absent.
    #[schemars(range(min = 1, max = 90))]
    timeline_days: Option<u64>,
}

/// The figures of the house. Incomes are printed in its own currency.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Stats {
    /// Absent unless the role may also list transactions or make reports.
    income: Option<Incomes>,
    orders: Orders,
    tickets: Tickets,
    cancellations_pending: u64,
    quotes_valid: u64,
    staff_online: u64,
    timeline: Option<Timeline>,
}

/// What came in.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Incomes {
    today: String,
    this_month: String,
    this_year: String,
    all_time: String,
}

/// What was ordered.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Orders {
    pending: u64,
    today: u64,
    yesterday: u64,
    this_month: u64,
    this_year: u64,
}

/// What was written.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Tickets {
    active: u64,
    awaiting_reply: u64,
    open: u64,
    answered: u64,
}

/// Figures by day.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Timeline {
    new_orders: BTreeMap<String, u64>,
    accepted_orders: BTreeMap<String, u64>,
    new_tickets: BTreeMap<String, u64>,
    /// As decimal numbers in the house's own currency.
    income: BTreeMap<String, String>,
    /// As decimal numbers in the house's own currency.
    expenditure: BTreeMap<String, String>,
}

/// Which entries.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only about this client.
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
}

/// Something that was done.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Entry {
    id: u64,
    /// In the company's time zone.
    at: Option<String>,
    description: String,
    client_id: Option<u64>,
    /// Who did it.
    by: Option<String>,
    ip: Option<String>,
}

/// Something that matters to the business, to be noted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewEntry {
    #[schemars(length(min = 1, max = 5000))]
    description: String,
    /// The client it is about.
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
}

pub(super) async fn log(
    State(app): State<App>,
    session: StaffSession,
    Body(input): Body<NewEntry>,
) -> Result<NoContent, Problem> {
    let call = LogActivity { clientid: input.client_id, description: input.description };
    session.call(&app, call).await?;
    Ok(NoContent)
}

pub(super) async fn stats(
    State(app): State<App>,
    session: StaffSession,
    Query(span): Query<Span>,
) -> Result<Json<Stats>, Problem> {
    let call = GetStats { timeline_days: span.timeline_days };
    let found = session.stats(&app, call).await?;
    Ok(Json(figures(found, session.sees_income())))
}

pub(super) async fn activity(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Entry>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let call = GetActivityLog {
        limitstart,
        limitnum,
        clientid: which.client_id,
        ..GetActivityLog::default()
    };
    let answer = session.call(&app, call).await?;
    Ok(Json(window.page(answer.activity.0.entry.0, answer.totalresults.0).map(entry)))
}

fn figures(row: GetStatsResponse, sees_income: bool) -> Stats {
    Stats {
        income: sees_income.then_some(Incomes {
            today: row.income_today.0,
            this_month: row.income_thismonth.0,
            this_year: row.income_thisyear.0,
            all_time: row.income_alltime.0,
        }),
        orders: Orders {
            pending: key(row.orders_pending.0),
            today: key(row.orders_today_total.0),
            yesterday: key(row.orders_yesterday_total.0),
            this_month: key(row.orders_thismonth_total.0),
            this_year: key(row.orders_thisyear_total.0),
        },
        tickets: Tickets {
            active: key(row.tickets_allactive.0),
            awaiting_reply: key(row.tickets_awaitingreply.0),
            open: key(row.tickets_open.0),
            answered: key(row.tickets_answered.0),
        },
        cancellations_pending: key(row.cancellations_pending.0),
        quotes_valid: key(row.quotes_valid.0),
        staff_online: key(row.staff_online.0),
        timeline: row.timeline_data.map(timeline),
    }
}

fn timeline(row: StatsTimeline) -> Timeline {
    let counts = |days: &Named<Num>| -> BTreeMap<String, u64> {
        days.iter().map(|(day, number)| (day.to_owned(), key(number.0))).collect()
    };
    let sums = |days: &Named<Amount>| -> BTreeMap<String, String> {
        days.iter().map(|(day, amount)| (day.to_owned(), amount.to_string())).collect()
    };
    Timeline {
        new_orders: counts(&row.new_orders),
        accepted_orders: counts(&row.accepted_orders),
        new_tickets: counts(&row.new_tickets),
        income: sums(&row.income),
        expenditure: sums(&row.expenditure),
    }
}

fn entry(row: ActivityEntry) -> Entry {
    Entry {
        id: key(row.id.0),
        at: moment(row.date),
        client_id: row.clientId.id(),
        by: text(&row.username),
        ip: text(&row.ipaddress),
        description: row.description.0,
    }
}
