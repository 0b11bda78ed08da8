//! The calendar of the staff: a month of days, with what is due on each.

use std::collections::BTreeMap;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use model::dates::{add_days, add_months, on_day};
use protocol::wire::WireDate;
use protocol::{
    AddCalendarEvent, CalendarEvent, DeleteCalendarEvent, GetCalendarEvents, UpdateCalendarEvent,
};
use serde::Serialize;
use serde_json::json;

use super::desk::Desk;
use super::fail::Fail;
use super::pick;
use super::sheet::{self, Fields, Input, Part, Thing, choices, fields, part};
use crate::App;
use crate::routing::get;

/// Weeks that any month fits into.
const WEEKS: usize = 6;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/calendar", get(page)).merge(sheet::routes::<Event>())
}

#[derive(Serialize)]
struct Day {
    /// As the wire writes it.
    date: String,
    number: i8,
    /// Of the month that is shown, and not of one beside it.
    inside: bool,
    today: bool,
    items: Vec<Item>,
}

#[derive(Clone, Serialize)]
struct Item {
    kind: String,
    text: String,
    /// `09:00`, or nothing for the whole day.
    at: String,
    /// Where it leads; nowhere for what has no page of its own.
    href: String,
    /// Goes on from the day before.
    goes_on: bool,
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    let query = desk.query();
    let today = desk.now().date();
    let month = format!("{}-01", query.text("month").trim()).parse::<Date>();
    let month = month.unwrap_or_else(|_| today.first_of_month());
    let first = add_days(month, -i32::from(month.weekday().to_monday_zero_offset()));
    let first = first.ok_or_else(|| Fail::missing(&desk))?;
    let days: Vec<Date> = (0..7 * 6).filter_map(|n| add_days(first, n)).collect();
    let mut weeks: Vec<&[Date]> = days.chunks(7).take(WEEKS).collect();
    let inside = |day: &Date| (day.year(), day.month()) == (month.year(), month.month());
    weeks.retain(|week| week.iter().any(inside));
    let last = weeks.last().and_then(|week| week.last()).copied();
    let staff = query.id("staff");
    let call = GetCalendarEvents {
        from: Some(WireDate(Some(first))),
        to: Some(WireDate(last)),
        adminid: staff,
        eventid: None,
    };
    let found = desk.call(call).await?;
    let items = by_day(&desk, &found.events.0.event.0, first, last.unwrap_or(first));
    let weeks: Vec<Vec<Day>> = weeks
        .iter()
        .map(|week| week.iter().map(|day| shown(*day, today, inside(day), &items)).collect())
        .collect();
    let view = json!({
        "weeks": weeks,
        "month": month.to_string(),
        "title": month.strftime("%B %Y").to_string(),
        "before": beside(month, -1),
        "after": beside(month, 1),
        "now": today.strftime("%Y-%m").to_string(),
        "today": today.to_string(),
        "staff": staff.map(|id| id.to_string()).unwrap_or_default(),
        "people": pick::staff(&desk, "Everybody").await,
        "may": desk.may("AddCalendarEvent"),
    });
    Ok(desk.page(StatusCode::OK, "admin/calendar.html", "Calendar", view).await)
}

/// The month before or after, as the address says it.
fn beside(month: Date, months: i32) -> Option<String> {
    Some(add_months(month, months)?.strftime("%Y-%m").to_string())
}

fn shown(day: Date, today: Date, inside: bool, items: &BTreeMap<Date, Vec<Item>>) -> Day {
    Day {
        date: day.to_string(),
        number: day.day(),
        inside,
        today: day == today,
        items: items.get(&day).cloned().unwrap_or_default(),
    }
}

/// What stands on each day; what takes several days stands on all of them.
fn by_day(
    desk: &Desk,
    events: &[CalendarEvent],
    first: Date,
    last: Date,
) -> BTreeMap<Date, Vec<Item>> {
    let mut days: BTreeMap<Date, Vec<Item>> = BTreeMap::new();
    for event in events {
        let (Some(from), Some(to)) = (event.startdate.0, event.enddate.0) else { continue };
        let mut day = from.max(first);
        while day <= to.min(last) {
            let goes_on = day > from;
            days.entry(day).or_default().push(Item {
                kind: event.kind.to_string(),
                text: event.title.to_string(),
                at: if goes_on { String::new() } else { event.starttime.to_string() },
                href: href(desk, event, day),
                goes_on,
            });
            let Some(next) = add_days(day, 1) else { break };
            day = next;
        }
    }
    days
}

fn href(desk: &Desk, event: &CalendarEvent, day: Date) -> String {
    match &*event.kind {
        "event" if desk.may("UpdateCalendarEvent") => {
            format!("/admin/calendar/{}", event.eventid.0)
        }
        "todo" => format!("/admin/todo/{}", event.relid.0),
        "service" => format!("/admin/services?due={day}"),
        "domain" => format!("/admin/domains?due={day}"),
        "invoice" => format!("/admin/invoices?status=Unpaid&due={day}"),
        _ => String::new(),
    }
}

struct Event;

impl Thing for Event {
    type Add = AddCalendarEvent;
    type Update = UpdateCalendarEvent;
    type Delete = DeleteCalendarEvent;
    const PATH: &'static str = "/admin/calendar";
    const LIST: &'static str = "Calendar";
    const WORD: &'static str = "event";
    const KEY: &'static str = "eventid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetCalendarEvents { eventid: Some(id), ..GetCalendarEvents::default() };
        let found = desk.call(call).await?;
        Ok(found.events.0.event.first().map(|event| {
            let mut fields = fields(event);
            fields.retain(|_, value| !value.starts_with("0000-00-00"));
            fields
        }))
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        let often = [
            ("Never", "Once"),
            ("Weekly", "Every week"),
            ("Monthly", "Every month"),
            ("Yearly", "Every year"),
        ];
        vec![
            part(
                "Event",
                [
                    Input::text("title", "Title").required().wide(),
                    Input::date("startdate", "First day").required(),
                    Input::time("starttime", "From").hint("Empty for the whole day"),
                    Input::date("enddate", "Last day").hint("Empty for one day"),
                    Input::time("endtime", "To"),
                    Input::choose("adminid", "Whose", pick::staff(desk, "Everybody's").await),
                    Input::area("description", "Description", 4),
                ],
            ),
            part(
                "Again",
                [
                    Input::choose("recurring", "It takes place", choices(&often)),
                    Input::date("until", "For the last time").hint("Empty for without end"),
                ],
            ),
        ]
    }

    fn home(fields: &Fields) -> String {
        let day = fields.get("startdate").and_then(|day| day.parse::<Date>().ok());
        match day.and_then(|day| on_day(day, 1)) {
            Some(day) => format!("{}?month={}", Self::PATH, day.strftime("%Y-%m")),
            None => Self::PATH.to_owned(),
        }
    }
}
