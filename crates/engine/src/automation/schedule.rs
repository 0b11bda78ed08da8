//! When tasks run, and that one node runs each: claims with fences in the database (B35).

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use store::system::automation_brakes::{self, BrakeRow};
use store::system::automation_tasks::{self, Ended, TaskRow};
use store::system::{automation_pauses, automation_runs};
use tokio::sync::watch;

use super::run::{Candidate, LEASE_SECONDS, Lease, Scope, recorded};
use super::tasks::{Every, TASKS, Task, Work};
use super::{Outcome, Ran};
use crate::jobs::{pause, within};
use crate::system::audit_chain;
use crate::system::settings::{AUTOMATION_TIME, Settings};
use crate::{Act, Caller, Door, Engine, Fault, Result, invalid};

/// How often a node looks whether it is time.
const TICK: Duration = Duration::from_secs(20);
/// How long a node that is told to stop may go on with what it has begun.
const STOPPING: Duration = Duration::from_secs(20);
/// How often the audit log is stamped (seconds), and a little less, for a look comes a little late.
const STAMPED_EACH: i64 = 55;
/// Wait after a run that broke off, and while the brake holds one.
const RETRY_SECONDS: i64 = 600;
/// The usual time of day, should the setting be no time.
const USUAL_TIME: Time = Time::constant(9, 0, 0, 0);

/// Runs everything whose time has come and that nobody else is at.
///
/// # Errors
/// When the database fails; what a task runs into is in its outcome.
pub async fn tick(engine: &Engine, worker: &str) -> Result<Vec<Ran>> {
    let mut ran = Vec::new();
    for task in TASKS {
        let rows = automation_tasks::all(&mut engine.read().await?).await?;
        let settings = engine.settings().await?;
        let now = engine.now();
        if !starts(task, &rows, &settings, now) {
            continue;
        }
        let scope = Scope::read(engine, None).await?;
        let outcome = match claim(engine, task, worker, &scope, true).await? {
            Claim::Busy => continue,
            Claim::Idle => Outcome::default(),
            Claim::Ours { last_run, lease, found } => {
                let scope = Scope { lease: Some(lease), ..scope };
                let cx = engine.cx(Caller::system(Door::Automation));
                let outcome = Box::pin(recorded(&cx, task, &scope, (last_run, found), true)).await;
                outcome.unwrap_or_else(|fault| Outcome::broken_off(&fault))
            }
        };
        if let Some(error) = outcome.error.as_deref().or(outcome.braked.as_deref()) {
            tracing::error!(task = task.name, error, "a task of the automation");
        }
        ran.push(Ran { task, outcome });
    }
    Ok(ran)
}

/// Runs what is due, again and again, until `shutdown` is true or its sender is gone.
pub async fn run_forever(engine: Engine, mut shutdown: watch::Receiver<bool>) {
    let worker = format!("node-{}", engine.world().chance.hex(12));
    let mut stamped = None;
    while !*shutdown.borrow_and_update() {
        let mut work = Box::pin(async {
            let ran = tick(&engine, &worker).await;
            stamp(&engine, &mut stamped).await?;
            ran
        });
        tokio::select! {
            ended = &mut work => {
                if let Err(error) = ended {
                    tracing::error!(?error, "the automation cannot go on");
                }
            }
            // What is cut off here is like a crash: the next run finds it half done and ends it.
            _ = shutdown.changed() => {
                within(STOPPING, work).await;
                return;
            }
        }
        tokio::select! {
            () = pause(TICK) => {}
            changed = shutdown.changed() => if changed.is_err() { return },
        }
    }
}

/// Stamps the audit log each minute. It is no task: it has no history, and needs no claim.
async fn stamp(engine: &Engine, last: &mut Option<Timestamp>) -> Result<()> {
    let now = engine.now();
    if last.is_some_and(|last| (0..STAMPED_EACH).contains(&(now.as_second() - last.as_second()))) {
        return Ok(());
    }
    *last = Some(now);
    if let Some(head) = audit_chain::stamp(&engine.cx(Caller::system(Door::Automation))).await? {
        tracing::info!(%head, "the audit log is stamped");
    }
    Ok(())
}

/// Whether a task begins now.
fn starts(task: &Task, rows: &[TaskRow], settings: &Settings, now: Timestamp) -> bool {
    let row = rows.iter().find(|row| row.task == task.name);
    let seconds = now.as_second();
    let free = row.is_none_or(|row| !row.paused && !is_held(row, seconds) && !waits(row, seconds));
    task.is_wanted(settings)
        && free
        && is_due(task, row, settings, now)
        && !task.after.iter().any(|name| is_ahead(name, rows, settings, now))
}

/// Whether somebody is at it. A lease longer than leases are is of a clock that went back since.
fn is_held(row: &TaskRow, now: i64) -> bool {
    row.held_until > now && row.held_until <= now + LEASE_SECONDS
}

/// Whether it waits after a failure.
fn waits(row: &TaskRow, now: i64) -> bool {
    row.retry_at > now && row.retry_at <= now + RETRY_SECONDS
}

/// Whether an earlier task is under way or about to begin. One that failed holds up nobody.
fn is_ahead(name: &str, rows: &[TaskRow], settings: &Settings, now: Timestamp) -> bool {
    let Some(task) = super::find(name).filter(|task| task.is_wanted(settings)) else {
        return false;
    };
    let row = rows.iter().find(|row| row.task == name);
    let seconds = now.as_second();
    let (paused, held, waits) = row.map_or((false, false, false), |row| {
        (row.paused, is_held(row, seconds), waits(row, seconds))
    });
    held || (!paused && !waits && is_due(task, row, settings, now))
}

/// Whether its time has come. A time that was missed has come too; a clock that went back makes
/// a task due, so that its brake notices (B27).
fn is_due(task: &Task, row: Option<&TaskRow>, settings: &Settings, now: Timestamp) -> bool {
    match task.every {
        Every::Day => {
            let local = settings.zone().to_datetime(now);
            due_since(row.and_then(|row| row.last_run_on), time_of(row, settings), local)
        }
        Every::Minutes(minutes) => row.and_then(|row| row.last_run_at).is_none_or(|last| {
            let since = now.as_second() - last;
            since >= minutes * 60 || since < 0
        }),
    }
}

/// Whether a daily task's time has come, by the clock on the wall.
fn due_since(last: Option<Date>, at: Time, local: DateTime) -> bool {
    local.time() >= at && last != Some(local.date())
}

fn time_of(row: Option<&TaskRow>, settings: &Settings) -> Time {
    let own = row.and_then(|row| parse_time(&row.at_time));
    own.or_else(|| parse_time(settings.text(AUTOMATION_TIME))).unwrap_or(USUAL_TIME)
}

/// `09:00` as a time of day.
fn parse_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// The usual instant of a day's run.
pub(super) fn instant(settings: &Settings, date: Date) -> Result<Timestamp> {
    at(date, time_of(None, settings), settings.zone())
}

fn at(date: Date, time: Time, zone: TimeZone) -> Result<Timestamp> {
    zone.to_timestamp(date.to_datetime(time)).map_err(Fault::broken)
}

/// What came of asking for a task.
pub(super) enum Claim {
    /// Somebody else has it.
    Busy,
    /// There was nothing to do, which is written down.
    Idle,
    /// It is ours to do.
    Ours {
        /// The day of its last run.
        last_run: Option<Date>,
        /// What we hold it by.
        lease: Lease,
        /// What it may have to do, where it has candidates.
        found: Option<Vec<Candidate>>,
    },
}

/// Claims a task and begins its line of the history. A task without candidates is over at once,
/// in the same commit.
pub(super) async fn claim(
    engine: &Engine,
    task: &'static Task,
    holder: &str,
    scope: &Scope,
    by_schedule: bool,
) -> Result<Claim> {
    let now = engine.now().as_second();
    // Before the claim: among a million services it takes a while, in which others may write. What
    // somebody else does meanwhile is looked at again when its turn comes.
    let found = match task.work {
        Work::Each { find, .. } => Some(find(&mut engine.read().await?, scope).await?),
        Work::Whole(_) => None,
    };
    let mut c = engine.db().write().await?;
    automation_tasks::ensure(&mut c, task.name).await?;
    let row = automation_tasks::find(&mut c, task.name).await?;
    let Some(row) = row else { return Ok(Claim::Busy) };
    // Looked at again: since this node saw that it was time, another one may have done it.
    if by_schedule && (row.paused || !is_due(task, Some(&row), &scope.settings, engine.now())) {
        return Ok(Claim::Busy);
    }
    let until = now + LEASE_SECONDS;
    let fence =
        automation_tasks::claim(&mut c, task.name, holder, row.last_run_at, now, until).await?;
    let Some(fence) = fence else { return Ok(Claim::Busy) };
    let history = automation_runs::begin(&mut c, task.name, scope.today, now).await?;
    let idle = found.as_ref().is_some_and(Vec::is_empty);
    if idle {
        automation_runs::end(&mut c, history, "{}", None, now).await?;
        let ended = ended(&Outcome::default(), scope.today, by_schedule, now);
        automation_tasks::release(&mut c, task.name, fence, ended, now).await?;
        automation_brakes::close(&mut c, task.name, now).await?;
    }
    engine.still_alive()?;
    c.commit().await?;
    if idle {
        return Ok(Claim::Idle);
    }
    let lease = Lease { task: task.name, fence, history };
    Ok(Claim::Ours { last_run: row.last_run_on, lease, found })
}

/// Holds a claim for longer and notes how far the run is; `false` when somebody else has the task.
pub(super) async fn renew(engine: &Engine, lease: Option<Lease>, so_far: &Outcome) -> Result<bool> {
    let Some(lease) = lease else { return Ok(true) };
    let until = engine.now().as_second() + LEASE_SECONDS;
    let mut c = engine.db().write().await?;
    let held = automation_tasks::renew(&mut c, lease.task, lease.fence, until).await?;
    if held {
        automation_runs::note(&mut c, lease.history, &so_far.counters_json()).await?;
    }
    engine.still_alive()?;
    c.commit().await?;
    Ok(held)
}

/// Holds a claim for longer; `false` when somebody else has the task by now.
pub(super) async fn hold(engine: &Engine, lease: Lease) -> Result<bool> {
    let until = engine.now().as_second() + LEASE_SECONDS;
    let mut c = engine.db().write().await?;
    let held = automation_tasks::renew(&mut c, lease.task, lease.fence, until).await?;
    engine.still_alive()?;
    c.commit().await?;
    Ok(held)
}

/// What the end of a run means for its task.
pub(super) fn ended(outcome: &Outcome, today: Date, by_schedule: bool, now: i64) -> Ended {
    if outcome.braked.is_some() || outcome.unfinished {
        return Ended::Again { at: now + RETRY_SECONDS };
    }
    if by_schedule { Ended::Done { on: today } } else { Ended::Again { at: 0 } }
}

/// A task with its schedule.
#[derive(Debug)]
pub struct Planned {
    /// Which.
    pub task: &'static Task,
    /// Whether the settings want it.
    pub wanted: bool,
    /// It does not run by itself.
    pub paused: bool,
    /// Its time of day, `HH:MM`; empty for one that runs every so many minutes.
    pub time: String,
    /// The last day whose run came to its end.
    pub last_run_on: Option<Date>,
    /// When that was, in Unix seconds.
    pub last_run_at: Option<i64>,
    /// Somebody is at it.
    pub running: bool,
    /// When it runs next; `None` while it is paused or not wanted.
    pub next_run: Option<Timestamp>,
    /// A run that waits for approval (B27).
    pub brake: Option<BrakeRow>,
    /// The last run in the history: counters and error.
    pub last: Option<(String, Option<String>)>,
}

/// Every task with its schedule.
///
/// # Errors
/// When the database fails.
pub async fn plan(engine: &Engine) -> Result<Vec<Planned>> {
    let (settings, now) = (engine.settings().await?, engine.now());
    let mut c = engine.read().await?;
    let rows = automation_tasks::all(&mut c).await?;
    let brakes = automation_brakes::open(&mut c).await?;
    let mut planned = Vec::new();
    for task in TASKS {
        let row = rows.iter().find(|row| row.task == task.name);
        let last = automation_runs::last_of(&mut c, task.name).await?;
        let (wanted, paused) = (task.is_wanted(&settings), row.is_some_and(|row| row.paused));
        let next = next_run(task, row, &settings, now)?;
        let time = time_of(row, &settings).strftime("%H:%M").to_string();
        planned.push(Planned {
            task,
            wanted,
            paused,
            time: if task.every == Every::Day { time } else { String::new() },
            last_run_on: row.and_then(|row| row.last_run_on),
            last_run_at: row.and_then(|row| row.last_run_at),
            running: row.is_some_and(|row| is_held(row, now.as_second())),
            next_run: next.filter(|_| wanted && !paused),
            brake: brakes.iter().find(|brake| brake.task == task.name).cloned(),
            last: last.map(|run| (run.counters, run.error)),
        });
    }
    Ok(planned)
}

fn next_run(
    task: &Task,
    row: Option<&TaskRow>,
    settings: &Settings,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let retry = row.filter(|row| waits(row, now.as_second())).map_or(0, |row| row.retry_at);
    let not_before = Timestamp::from_second(retry).map_err(Fault::broken)?.max(now);
    if is_due(task, row, settings, now) {
        return Ok(Some(not_before));
    }
    match task.every {
        Every::Day => {
            let today = settings.date_of(now);
            let time = time_of(row, settings);
            let first = at(today, time, settings.zone())?;
            let day = if first > now { Some(today) } else { today.tomorrow().ok() };
            day.map(|day| at(day, time, settings.zone())).transpose()
        }
        Every::Minutes(minutes) => {
            let last = row.and_then(|row| row.last_run_at).unwrap_or_default();
            Timestamp::from_second(last + minutes * 60).map(Some).map_err(Fault::broken)
        }
    }
}

/// Pauses a task, or lets it go on.
///
/// # Errors
/// When the database fails.
pub async fn set_paused(act: &mut Act, task: &'static Task, paused: bool) -> Result<()> {
    automation_tasks::ensure(&mut act.conn, task.name).await?;
    automation_tasks::set_paused(&mut act.conn, task.name, paused).await?;
    let now = act.now.as_second();
    if paused {
        automation_pauses::begin(&mut act.conn, task.name, now).await?;
    } else {
        automation_pauses::end(&mut act.conn, task.name, now).await?;
    }
    let word = if paused { "Paused" } else { "Resumed" };
    act.log(None, format!("Automation Task {word}: {}", task.title)).await
}

/// Sets a task's own time of day, `HH:MM`; empty for the usual one.
///
/// # Errors
/// Invalid for what is no time of day, or for a task that runs every so many minutes.
pub async fn set_time(act: &mut Act, task: &'static Task, time: &str) -> Result<()> {
    let time = time.trim();
    if !time.is_empty() && (task.every != Every::Day || parse_time(time).is_none()) {
        return Err(invalid("time", "The time must be HH:MM, and of a task that runs daily"));
    }
    automation_tasks::ensure(&mut act.conn, task.name).await?;
    automation_tasks::set_time(&mut act.conn, task.name, time).await?;
    act.log(None, format!("Automation Task Time Changed: {} to '{time}'", task.title)).await
}

#[cfg(test)]
mod tests;
