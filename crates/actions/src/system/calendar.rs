//! `GetCalendarEvents` and its neighbours: the calendar of the staff. Our own.

use engine::system::edits;
use engine::{Act, Cx, Result, invalid, not_found};
use jiff::civil::{Date, Time};
use model::dates::{days_between, on_day};
use model::ids::StaffId;
use model::system::calendar::{DAYS_MAX, Days, Repeats, occurrences};
use model::word::Word;
use protocol::wire::{Change, WireDate};
use protocol::{
    AddCalendarEvent, AddCalendarEventResponse, CalendarEvent, DeleteCalendarEvent,
    DeleteCalendarEventResponse, GetCalendarEvents, GetCalendarEventsResponse, UpdateCalendarEvent,
    UpdateCalendarEventResponse,
};
use store::Conn;
use store::edits::things::CALENDAR_EVENT;
use store::people::staff;
use store::system::calendar::{self, Counted, Dated, EventRow};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{date, number};

/// What is counted by day: the kind, the action without which nobody sees it, one and several.
const COUNTED: [(Counted, &str, &str, [&str; 2]); 4] = [
    (Counted::Services, "service", "GetClientsProducts", ["service due", "services due"]),
    (Counted::Addons, "addon", "GetClientsAddons", ["addon due", "addons due"]),
    (Counted::Domains, "domain", "GetClientsDomains", ["domain due", "domains due"]),
    (Counted::Invoices, "invoice", "GetInvoices", ["invoice due", "invoices due"]),
];

/// What has a day of its own: the kind, and the action without which nobody sees it.
const DATED: [(Dated, &str, &str); 3] = [
    (Dated::ToDos, "todo", "GetToDoItems"),
    (Dated::Projects, "project", "GetProjects"),
    (Dated::Tasks, "projecttask", "GetProject"),
];

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetCalendarEvents| Box::pin(get(cx, call)))
        .write(|act, call: AddCalendarEvent| Box::pin(add(act, call)))
        .write(|act, call: UpdateCalendarEvent| Box::pin(update(act, call)))
        .write(|act, call: DeleteCalendarEvent| Box::pin(delete(act, call)))
}

async fn get(cx: &Cx, call: GetCalendarEvents) -> Result<GetCalendarEventsResponse> {
    let days = window(&call, cx.engine.today().await?)?;
    let mut c = cx.read().await?;
    let mut events = Vec::new();
    if let Some(id) = call.eventid {
        let row = calendar::event(&mut c, number(id)).await?.ok_or_else(unknown)?;
        events.push(shown(&row, Days { from: row.starts_on, to: row.ends_on }));
    } else {
        let whose = call.adminid.filter(|id| *id > 0).map(|id| StaffId(number(id)));
        for row in calendar::events(&mut c, days, whose).await? {
            let first = Days { from: row.starts_on, to: row.ends_on };
            let times = occurrences(first, row.repeats, row.repeats_until, days);
            events.extend(times.into_iter().map(|time| shown(&row, time)));
        }
        due(cx, &mut c, days, whose, &mut events).await?;
    }
    // A stable sort: what begins together stays in the order in which it was read.
    events.sort_by(|a, b| (a.startdate, &*a.starttime).cmp(&(b.startdate, &*b.starttime)));
    Ok(GetCalendarEventsResponse {
        from: date(Some(days.from)),
        to: date(Some(days.to)),
        totalresults: events.len().into(),
        events: events.into_iter().collect(),
    })
}

fn window(call: &GetCalendarEvents, today: Date) -> Result<Days> {
    let given = |day: Option<WireDate>| day.and_then(|day| day.0);
    let from = given(call.from).unwrap_or_else(|| today.first_of_month());
    let to = given(call.to).or_else(|| on_day(from, 31)).unwrap_or(from);
    if to < from {
        return Err(invalid("to", "The last day lies before the first one"));
    }
    if days_between(from, to) >= DAYS_MAX {
        return Err(invalid("to", format!("These are more than {DAYS_MAX} days")));
    }
    Ok(Days { from, to })
}

/// Adds what is due, each kind for those who may see the list it comes from.
async fn due(
    cx: &Cx,
    c: &mut Conn,
    days: Days,
    whose: Option<StaffId>,
    events: &mut Vec<CalendarEvent>,
) -> Result<()> {
    let may = |action: &str| cx.caller.actor.may(action);
    for (what, kind, _) in DATED.into_iter().filter(|(_, _, action)| may(action)) {
        let rows = calendar::dated(c, what, days, whose).await?;
        events.extend(rows.into_iter().map(|row| CalendarEvent {
            relid: row.id.into(),
            adminid: row.staff_id.0.into(),
            ..on(kind, row.due_on, row.title, 1)
        }));
    }
    for (what, kind, _, [one, several]) in COUNTED.into_iter().filter(|row| may(row.2)) {
        let rows = calendar::counted(c, what, days).await?;
        events.extend(rows.into_iter().map(|row| {
            let word = if row.due == 1 { one } else { several };
            on(kind, row.due_on, format!("{} {word}", row.due), row.due)
        }));
    }
    Ok(())
}

fn on(kind: &str, day: Date, title: String, count: i64) -> CalendarEvent {
    CalendarEvent {
        kind: kind.into(),
        title: title.into(),
        startdate: date(Some(day)),
        enddate: date(Some(day)),
        count: count.into(),
        ..CalendarEvent::default()
    }
}

fn shown(row: &EventRow, time: Days) -> CalendarEvent {
    CalendarEvent {
        eventid: row.id.into(),
        description: row.description.clone().into(),
        starttime: row.starts_at.clone().into(),
        enddate: date(Some(time.to)),
        endtime: row.ends_at.clone().into(),
        recurring: row.repeats.word().into(),
        until: date(row.repeats_until),
        adminid: row.staff_id.0.into(),
        author: row.author.clone().into(),
        ..on("event", time.from, row.title.clone(), 1)
    }
}

async fn add(act: &mut Act, call: AddCalendarEvent) -> Result<AddCalendarEventResponse> {
    let first = call.startdate.0.ok_or_else(|| needed("startdate"))?;
    let mut row = EventRow {
        id: 0,
        title: call.title,
        description: call.description.unwrap_or_default(),
        starts_on: first,
        ends_on: call.enddate.and_then(|day| day.0).unwrap_or(first),
        starts_at: call.starttime.unwrap_or_default(),
        ends_at: call.endtime.unwrap_or_default(),
        repeats: repeats(call.recurring)?.unwrap_or(Repeats::Never),
        repeats_until: call.until.and_then(|day| day.0),
        staff_id: StaffId(number(call.adminid.unwrap_or(0))),
        author: act.caller.actor.name().to_owned(),
        created_at: act.at(),
    };
    settle(act, &mut row).await?;
    let fields = fields(&row)?
        .text("author", Some(row.author.clone()))
        .instant("created_at", Some(Some(row.created_at)));
    let id = edits::add(act, &CALENDAR_EVENT, fields.done()).await?;
    Ok(AddCalendarEventResponse { eventid: id.into() })
}

async fn update(act: &mut Act, call: UpdateCalendarEvent) -> Result<UpdateCalendarEventResponse> {
    let id = number(call.eventid);
    let mut row = calendar::lock(&mut act.conn, id).await?.ok_or_else(unknown)?;
    let length = days_between(row.starts_on, row.ends_on);
    if let Some(first) = call.startdate.and_then(|day| day.0) {
        row.starts_on = first;
        // What is moved stays as long as it was.
        row.ends_on = model::dates::add_days(first, length).unwrap_or(first);
    }
    match call.enddate {
        Change::Keep => {}
        Change::Clear => row.ends_on = row.starts_on,
        Change::To(day) => row.ends_on = day.0.unwrap_or(row.starts_on),
    }
    match call.until {
        Change::Keep => {}
        Change::Clear => row.repeats_until = None,
        Change::To(day) => row.repeats_until = day.0,
    }
    let texts = [
        (&mut row.title, call.title),
        (&mut row.description, call.description.text()),
        (&mut row.starts_at, call.starttime.text()),
        (&mut row.ends_at, call.endtime.text()),
    ];
    for (kept, new) in texts {
        *kept = new.unwrap_or(std::mem::take(kept));
    }
    row.repeats = repeats(call.recurring)?.unwrap_or(row.repeats);
    row.staff_id = call.adminid.map_or(row.staff_id, |id| StaffId(number(id)));
    settle(act, &mut row).await?;
    edits::change(act, &CALENDAR_EVENT, id, fields(&row)?.done()).await?;
    Ok(UpdateCalendarEventResponse { eventid: id.into() })
}

async fn delete(act: &mut Act, call: DeleteCalendarEvent) -> Result<DeleteCalendarEventResponse> {
    edits::remove(act, &CALENDAR_EVENT, number(call.eventid)).await?;
    Ok(DeleteCalendarEventResponse { eventid: call.eventid.into() })
}

/// Puts what was said into its form, and refuses what cannot be.
async fn settle(act: &mut Act, row: &mut EventRow) -> Result<()> {
    row.title = row.title.trim().to_owned();
    row.starts_at = hour("starttime", &row.starts_at)?;
    row.ends_at = hour("endtime", &row.ends_at)?;
    if row.starts_at.is_empty() && !row.ends_at.is_empty() {
        return Err(invalid("starttime", "An hour of its end needs one of its beginning"));
    }
    let days = days_between(row.starts_on, row.ends_on);
    let backwards = days == 0 && !row.ends_at.is_empty() && row.ends_at < row.starts_at;
    if days < 0 || backwards {
        let field = if backwards { "endtime" } else { "enddate" };
        return Err(invalid(field, "It ends before it begins"));
    }
    if days >= DAYS_MAX {
        return Err(invalid("enddate", format!("These are more than {DAYS_MAX} days")));
    }
    if row.repeats == Repeats::Never {
        row.repeats_until = None;
    }
    if row.repeats_until.is_some_and(|until| until < row.starts_on) {
        return Err(invalid("until", "It would end before it begins"));
    }
    let known = row.staff_id.0 == 0 || staff::by_id(&mut act.conn, row.staff_id).await?.is_some();
    if known { Ok(()) } else { Err(not_found("Admin ID Not Found")) }
}

fn fields(row: &EventRow) -> Result<Fields> {
    let text = |text: &str| Some(text.to_owned());
    Ok(Fields::new()
        .needed("title", row.title.clone())?
        .text("description", text(&row.description))
        .date("starts_on", date(Some(row.starts_on)))
        .date("ends_on", date(Some(row.ends_on)))
        .text("starts_at", text(&row.starts_at))
        .text("ends_at", text(&row.ends_at))
        .text("repeats", text(row.repeats.word()))
        .date("repeats_until", date(row.repeats_until))
        .number("staff_id", u64::try_from(row.staff_id.0).ok()))
}

/// An hour as `HH:MM`; none is empty.
fn hour(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let padded = if text.find(':') == Some(1) { format!("0{text}") } else { text.to_owned() };
    let time: Time = padded.parse().map_err(|_| invalid(field, "An hour looks like 09:30"))?;
    Ok(time.strftime("%H:%M").to_string())
}

fn repeats(text: Option<String>) -> Result<Option<Repeats>> {
    let said = || invalid("recurring", "It can be Never, Weekly, Monthly or Yearly");
    text.map(|text| Repeats::from_word(text.trim()).ok_or_else(said)).transpose()
}

fn needed(field: &'static str) -> engine::Fault {
    invalid(field, format!("Parameter '{field}' is required"))
}

fn unknown() -> engine::Fault {
    not_found("Calendar Event Not Found")
}
