//! The month of the automation: how each day went, and what ran on the one that was chosen.

use jiff::civil::Date;
use model::dates::{add_days, add_months};
use protocol::wire::WireDate;
use protocol::{AutomationDay, GetAutomationCalendar, GetAutomationLog};
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;

/// The month that the address names, else that of the day, with the day that was chosen; nothing
/// from a WHMCS that does not tell.
pub(super) async fn month(desk: &Desk) -> Result<Option<Value>, Fail> {
    let query = desk.query();
    let today = desk.now().date();
    let wanted = query.text("day").parse::<Date>().ok();
    let month = format!("{}-01", query.text("month").trim()).parse::<Date>();
    let month = month.unwrap_or_else(|_| wanted.unwrap_or(today).first_of_month());
    let is_inside = |day: Date| (day.year(), day.month()) == (month.year(), month.month());
    let call = GetAutomationCalendar {
        startdate: Some(WireDate(Some(month))),
        enddate: Some(WireDate(Some(month.last_of_month()))),
    };
    let Some(found) = desk.maybe(call).await else { return Ok(None) };
    let days = found.days.0;
    let chosen = wanted.or(Some(today)).filter(|day| is_inside(*day));
    let at = |day: Date| days.iter().find(|each| each.date.0 == Some(day));
    let shown = match chosen.and_then(at) {
        Some(day) => Some(day_view(desk, day).await?),
        None => None,
    };
    let cells: Vec<Value> = days.iter().map(|day| cell(day, today, chosen)).collect();
    Ok(Some(json!({
        "title": month.strftime("%B %Y").to_string(),
        "month": month.strftime("%Y-%m").to_string(),
        "before": beside(month, -1),
        "after": beside(month, 1),
        "now": today.strftime("%Y-%m").to_string(),
        "weeks": weeks(month, &cells),
        "day": shown,
    })))
}

/// The month before or after, as the address says it.
fn beside(month: Date, months: i32) -> Option<String> {
    Some(add_months(month, months)?.strftime("%Y-%m").to_string())
}

/// The days in weeks from Monday to Sunday; nothing stands where another month is.
fn weeks(month: Date, cells: &[Value]) -> Vec<Vec<Value>> {
    let before = usize::try_from(month.weekday().to_monday_zero_offset()).unwrap_or(0);
    let mut all = vec![Value::Null; before];
    all.extend_from_slice(cells);
    all.resize(all.len().next_multiple_of(7), Value::Null);
    all.chunks(7).map(<[Value]>::to_vec).collect()
}

fn cell(day: &AutomationDay, today: Date, chosen: Option<Date>) -> Value {
    json!({
        "date": day.date,
        "number": day.date.0.map(Date::day),
        "state": day.state,
        "today": day.date.0 == Some(today),
        "chosen": day.date.0.is_some() && day.date.0 == chosen,
        "tasks": day.tasks.0.len(),
        "runs": day.runs,
        "failed": day.failed,
        "unfinished": day.unfinished,
        "paused": day.paused.0.len(),
    })
}

/// What ran on a day, each task with what it counted.
async fn day_view(desk: &Desk, day: &AutomationDay) -> Result<Value, Fail> {
    let call = GetAutomationLog {
        startdate: Some(day.date),
        enddate: Some(day.date),
        ..GetAutomationLog::default()
    };
    let log = desk.call(call).await?.statistics.0;
    let counted = log.get(day.date.to_string()).cloned().unwrap_or_default();
    let tasks: Vec<Value> = day
        .tasks
        .iter()
        .map(|task| {
            let counters = counted.get(&*task.task).cloned().unwrap_or_default();
            json!({ "ran": task, "counters": counters })
        })
        .collect();
    let neighbour = |days: i32| {
        let day = add_days(day.date.0?, days)?;
        Some(json!({ "date": day.to_string(), "month": day.strftime("%Y-%m").to_string() }))
    };
    Ok(json!({
        "date": day.date,
        "state": day.state,
        "runs": day.runs,
        "failed": day.failed,
        "paused": day.paused,
        "tasks": tasks,
        "before": neighbour(-1),
        "after": neighbour(1),
    }))
}

#[cfg(test)]
mod tests {
    use super::weeks;
    use jiff::civil::date;
    use serde_json::{Value, json};

    #[test]
    fn months_are_cut_into_weeks_from_monday() {
        for (month, days, expected) in [
            (date(2026, 1, 1), 31, "---1234 567891011 12131415161718 19202122232425 262728293031-"),
            (date(2027, 2, 1), 28, "1234567 891011121314 15161718192021 22232425262728"),
        ] {
            let cells: Vec<Value> = (1..=days).map(|day| json!(day)).collect();
            let said = |week: &Vec<Value>| {
                let day =
                    |day: &Value| if day.is_null() { "-".to_owned() } else { day.to_string() };
                week.iter().map(day).collect::<String>()
            };
            let found: Vec<String> = weeks(month, &cells).iter().map(said).collect();
            assert_eq!(found.join(" "), expected);
        }
    }
}
