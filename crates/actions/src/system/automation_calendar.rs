//! `GetAutomationCalendar`: which days the automation ran on, and how it went.

use std::collections::BTreeMap;

use engine::automation;
use engine::system::settings::Settings;
use engine::{Cx, Result, invalid};
use jiff::civil::Date;
use model::dates::add_days;
use protocol::wire::{Text, WireDate};
use protocol::{
    AutomationDay, AutomationDayTask, GetAutomationCalendar, GetAutomationCalendarResponse,
};
use store::system::automation_pauses::{self, PauseRow};
use store::system::automation_runs::{self, DayRow};

use crate::Registry;
use crate::wire::{date, moment};

/// Days of one answer at most: more than any month with the weeks around it.
const DAYS_MAX: i32 = 62;
/// Pauses that one answer looks at.
const PAUSES_MAX: i64 = 1_000;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetAutomationCalendar| Box::pin(get_automation_calendar(cx, call)))
}

async fn get_automation_calendar(
    cx: &Cx,
    call: GetAutomationCalendar,
) -> Result<GetAutomationCalendarResponse> {
    let settings = cx.engine.settings().await?;
    let today = cx.engine.today().await?;
    let day = |given: Option<WireDate>| given.and_then(|WireDate(date)| date);
    let from = day(call.startdate).unwrap_or(today);
    let to = day(call.enddate).unwrap_or(from);
    if to < from {
        return Err(invalid("enddate", "The last day is before the first one"));
    }
    if add_days(from, DAYS_MAX).is_none_or(|end| to >= end) {
        return Err(invalid("enddate", format!("At most {DAYS_MAX} days are told of at once")));
    }
    let mut c = cx.read().await?;
    let runs = automation_runs::by_day(&mut c, from, to).await?;
    let (begin, _) = span(&settings, from);
    let (_, end) = span(&settings, to);
    let pauses = automation_pauses::between(&mut c, begin, end, PAUSES_MAX).await?;
    let now = cx.engine.now().as_second();
    let mut by_day: BTreeMap<Date, Vec<DayRow>> = BTreeMap::new();
    for run in runs {
        by_day.entry(run.on_date).or_default().push(run);
    }
    let mut days = Vec::new();
    let mut on = Some(from);
    while let Some(day) = on.filter(|day| *day <= to) {
        let runs = by_day.remove(&day).unwrap_or_default();
        let mut told = told(day, &runs, &pauses, &settings, now);
        told.state = state(&told, day, today);
        days.push(told);
        on = add_days(day, 1);
    }
    let (startdate, enddate) = (date(Some(from)), date(Some(to)));
    Ok(GetAutomationCalendarResponse { startdate, enddate, days: days.into() })
}

/// When a day of the company begins and ends, in Unix seconds.
fn span(settings: &Settings, day: Date) -> (i64, i64) {
    let begins = |day: Date| {
        let midnight = day.to_datetime(jiff::civil::Time::midnight());
        settings.zone().to_timestamp(midnight).map_or(i64::MAX, jiff::Timestamp::as_second)
    };
    (begins(day), add_days(day, 1).map_or(i64::MAX, begins))
}

fn told(
    day: Date,
    runs: &[DayRow],
    pauses: &[PauseRow],
    settings: &Settings,
    now: i64,
) -> AutomationDay {
    let sum = |of: fn(&DayRow) -> i64| runs.iter().map(of).sum::<i64>().into();
    let (begin, end) = span(settings, day);
    let mut paused: Vec<Text> = pauses
        .iter()
        .filter(|pause| pause.began_at < end && pause.ended_at.unwrap_or(now + 1) > begin)
        .map(|pause| title(&pause.task))
        .collect();
    paused.dedup();
    AutomationDay {
        date: date(Some(day)),
        runs: sum(|run| run.runs),
        failed: sum(|run| run.failed),
        unfinished: sum(|run| run.unfinished),
        tasks: runs.iter().map(|run| task(run, settings)).collect(),
        paused: paused.into(),
        ..AutomationDay::default()
    }
}

fn task(run: &DayRow, settings: &Settings) -> AutomationDayTask {
    AutomationDayTask {
        task: run.task.as_str().into(),
        title: title(&run.task),
        runs: run.runs.into(),
        failed: run.failed.into(),
        unfinished: run.unfinished.into(),
        firstrun: moment(settings, Some(run.first_at)),
        lastrun: moment(settings, Some(run.last_at)),
        error: run.error.clone().unwrap_or_default().into(),
    }
}

/// A task that is no more keeps its name.
fn title(task: &str) -> Text {
    automation::find(task).map_or(task, |task| task.title).into()
}

fn state(day: &AutomationDay, date: Date, today: Date) -> Text {
    let word = if day.failed.0 > 0 {
        "failed"
    } else if day.unfinished.0 > 0 {
        "unfinished"
    } else if day.runs.0 > 0 {
        "done"
    } else if date > today {
        "ahead"
    } else if !day.paused.0.is_empty() {
        "paused"
    } else {
        "nothing"
    };
    word.into()
}
