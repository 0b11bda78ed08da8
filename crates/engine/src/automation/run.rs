//! Running a task: its candidates, each in an act of its own, or all of them in one dry act.

use std::sync::Arc;
use std::time::Duration;

use futures::stream::{self, StreamExt as _};
use jiff::Timestamp;
use jiff::civil::Date;
use model::ids::{ClientId, InvoiceId};
use store::system::{automation_runs, automation_tasks};

use super::acts::{self, Done};
use super::schedule::{self, Claim};
use super::tasks::{Task, Work};
use super::{Item, Outcome, ahead, brake};
use crate::billing::gateways;
use crate::billing::generate::{ACTS_AT_A_TIME, CLIENTS_AN_ACT};
use crate::jobs::{pause, sentence};
use crate::system::settings::Settings;
use crate::{Cx, Engine, Fault, Result, conflict, invalid};

/// Candidates worked on at a time. On SQLite their acts share commits, each of which waits for
/// the disk; on PostgreSQL each holds a connection, and the next number is waited for in line.
fn at_a_time(engine: &Engine) -> usize {
    if has_one_writer(engine) { 64 } else { 8 }
}

fn has_one_writer(engine: &Engine) -> bool {
    engine.db().kind() == "SQLite"
}

/// Candidates after which the lease is renewed.
const CHUNK: usize = 200;
/// The same where many share an act: so many acts.
const SHARES: usize = 32;
/// How long a claim holds without being renewed.
pub(super) const LEASE_SECONDS: i64 = 300;
/// How often it is renewed while a run goes on.
const RENEWAL: Duration = Duration::from_secs(60);

/// What a run is about.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// The day it is for.
    pub(super) today: Date,
    /// The instant it looks at things from.
    pub(super) now: Timestamp,
    /// Its acts are dated with that instant too, and not with the present.
    pub(super) dated: bool,
    /// The settings at its beginning.
    pub(super) settings: Arc<Settings>,
    /// One client; all if absent.
    pub(super) client: Option<ClientId>,
    /// Certain invoices, whatever the schedule of charges says.
    pub(super) invoices: Vec<InvoiceId>,
    /// Somebody asked: what is left alone is told in full.
    pub(super) explained: bool,
    /// Gateways that can charge by themselves.
    pub(super) automatic: Vec<String>,
    /// Registrars that are switched on.
    pub(super) registrars: Vec<String>,
    /// The claim it runs under.
    pub(super) lease: Option<Lease>,
    /// In a dry run: charges are taken to succeed.
    pub(super) charges_succeed: bool,
}

/// A claim on a task.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lease {
    pub(super) task: &'static str,
    pub(super) fence: i64,
    /// The line of the history.
    pub(super) history: i64,
}

impl Scope {
    /// The scope of a whole run for today, or as if it were another day.
    pub(super) async fn read(engine: &Engine, date: Option<Date>) -> Result<Self> {
        let settings = engine.settings().await?;
        let today = date.unwrap_or_else(|| settings.date_of(engine.now()));
        let dated = today != settings.date_of(engine.now());
        let now = if dated { schedule::instant(&settings, today)? } else { engine.now() };
        let mut c = engine.read().await?;
        let active = gateways::active(&mut c).await?;
        let modules = active.into_iter().map(|row| row.module);
        let automatic =
            modules.filter(|module| gateways::charges_by_itself(engine, module)).collect();
        let registrars = crate::domains::registrars::active(engine, &mut c).await?;
        let registrars = registrars.into_iter().map(|each| each.module.to_owned()).collect();
        Ok(Self {
            today,
            now,
            dated,
            settings,
            client: None,
            invoices: Vec::new(),
            explained: false,
            automatic,
            registrars,
            lease: None,
            charges_succeed: true,
        })
    }

    /// Unix seconds of its instant.
    pub(super) fn instant(&self) -> i64 {
        self.now.as_second()
    }

    /// Moves on to another day.
    pub(super) fn set_day(&mut self, day: Date, now: Timestamp) {
        self.today = day;
        self.now = now;
        self.dated = true;
    }

    fn is_whole(&self) -> bool {
        self.client.is_none() && self.invoices.is_empty()
    }
}

/// Something that a task may have to do.
pub(super) struct Candidate {
    /// Its number, as the task counts.
    pub(super) id: i64,
    /// Whose it is; `None` for what belongs to no client.
    pub(super) client: Option<ClientId>,
    /// Why it is left alone after all.
    pub(super) skip: Option<Box<Item>>,
}

impl Candidate {
    pub(super) fn of(id: impl Into<i64>, client: ClientId) -> Self {
        Self { id: id.into(), client: Some(client).filter(|client| client.0 > 0), skip: None }
    }

    pub(super) fn skipped(item: Item) -> Self {
        Self { id: item.id, client: item.client, skip: Some(Box::new(item)) }
    }
}

/// A run by hand.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Which tasks, in their order; all if empty.
    pub tasks: Vec<&'static Task>,
    /// For which day; today if absent.
    pub date: Option<Date>,
    /// For one client only.
    pub client: Option<ClientId>,
}

/// What a task came to.
#[derive(Debug)]
pub struct Ran {
    /// Which.
    pub task: &'static Task,
    /// What it did.
    pub outcome: Outcome,
}

/// Runs tasks now, whether or not it is their time; each one under its claim.
///
/// # Errors
/// Invalid for a day to come, which can only be tried; when the database fails.
pub async fn run_now(cx: &Cx, wanted: &Wanted) -> Result<Vec<Ran>> {
    let today = cx.engine.today().await?;
    if wanted.date.is_some_and(|date| date > today) {
        return Err(invalid("date", "A day to come can only be tried (dryrun)"));
    }
    let settings = cx.engine.settings().await?;
    let chosen: Vec<&'static Task> = match wanted.tasks.as_slice() {
        // As the schedule: what is switched off runs only when it is named.
        [] => super::TASKS.iter().filter(|task| task.is_wanted(&settings)).collect(),
        some => some.to_vec(),
    };
    let mut ran = Vec::new();
    for task in chosen {
        let scope = Scope::read(&cx.engine, wanted.date).await?;
        let scope = Scope { client: wanted.client, ..scope };
        let outcome = by_hand(cx, task, scope).await;
        let outcome = outcome.unwrap_or_else(|fault| Outcome::broken_off(&fault));
        ran.push(Ran { task, outcome });
    }
    Ok(ran)
}

pub(super) async fn by_hand(cx: &Cx, task: &'static Task, scope: Scope) -> Result<Outcome> {
    if !scope.is_whole() {
        return carry_out(cx, task, &scope, None, None).await;
    }
    let holder = format!("by-hand-{}", cx.engine.world().chance.hex(12));
    match schedule::claim(&cx.engine, task, &holder, &scope, false).await? {
        Claim::Busy => Err(conflict("The task is being run by somebody else")),
        Claim::Idle => Ok(Outcome::default()),
        Claim::Ours { lease, found, .. } => {
            let scope = Scope { lease: Some(lease), ..scope };
            // Who runs it by hand knows what day it is: only the count can hold it.
            recorded(cx, task, &scope, (None, found), false).await
        }
    }
}

/// A run under a claim, with the day of the one before and what it may have to do: ends its line of
/// the history and gives the claim back.
pub(super) async fn recorded(
    cx: &Cx,
    task: &'static Task,
    scope: &Scope,
    (last_run, found): (Option<Date>, Option<Vec<Candidate>>),
    by_schedule: bool,
) -> Result<Outcome> {
    let work = holding(&cx.engine, scope.lease, carry_out(cx, task, scope, last_run, found));
    let outcome = crate::jobs::within(task.deadline, Box::pin(work)).await.unwrap_or_else(|| {
        let seconds = task.deadline.as_secs();
        Err(Fault::broken(format!("not done within {seconds} s; the rest follows")))
    });
    let outcome = outcome.unwrap_or_else(|fault| Outcome::broken_off(&fault));
    let mut act = cx.act(task.name).await?;
    let now = act.at();
    let error = outcome.braked.as_deref().or(outcome.error.as_deref());
    if let Some(lease) = scope.lease {
        let counters = outcome.counters_json();
        automation_runs::end(&mut act.conn, lease.history, &counters, error, now).await?;
        let ended = schedule::ended(&outcome, scope.today, by_schedule, now);
        automation_tasks::release(&mut act.conn, task.name, lease.fence, ended, now).await?;
    }
    act.commit().await?;
    Ok(outcome)
}

/// Works while the claim is held: whatever a task waits for, nobody else may take it for dead.
/// Once somebody else has the task after all, the work is dropped.
async fn holding<T>(
    engine: &Engine,
    lease: Option<Lease>,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let Some(lease) = lease else { return work.await };
    // Both are polled all the time: the work may hold what the renewal waits for.
    tokio::select! {
        done = work => done,
        () = held_until_lost(engine, lease) => Err(taken_over()),
    }
}

async fn held_until_lost(engine: &Engine, lease: Lease) {
    loop {
        pause(RENEWAL).await;
        match schedule::hold(engine, lease).await {
            Ok(true) => {}
            Ok(false) => return,
            // There is time for another attempt before the claim ends.
            Err(error) => tracing::warn!(task = lease.task, ?error, "a claim was not renewed"),
        }
    }
}

fn taken_over() -> Fault {
    conflict("Another node has taken the task over")
}

/// Does a task with the candidates that were found, or looks for them. What fails is counted and
/// stops nothing else (B35).
pub(super) async fn carry_out(
    cx: &Cx,
    task: &'static Task,
    scope: &Scope,
    last_run: Option<Date>,
    found: Option<Vec<Candidate>>,
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let Work::Each { find, many, .. } = task.work else {
        if let Work::Whole(work) = task.work {
            outcome.add(task.name, work(cx, scope).await?);
        }
        return Ok(outcome);
    };
    let candidates = match found {
        Some(found) => found,
        None => find(&mut cx.engine.read().await?, scope).await?,
    };
    if scope.is_whole()
        && let Some(base) = task.brake
    {
        let would = candidates.iter().filter(|each| each.skip.is_none()).count();
        outcome.braked = brake::check(cx, task, base, scope, would, last_run).await?;
        if outcome.braked.is_some() {
            return Ok(outcome);
        }
    }
    let (of, mut done_so_far) = (candidates.len(), 0);
    // A share is what has an act of its own.
    let share = if many.is_some() { CLIENTS_AN_ACT } else { 1 };
    let chunk = CHUNK.max(SHARES * share);
    let at_a_time = if many.is_some() { ACTS_AT_A_TIME } else { at_a_time(&cx.engine) };
    let mut rest = candidates.into_iter().peekable();
    while rest.peek().is_some() {
        let mut shares = Vec::new();
        for _ in 0..chunk / share {
            let next: Vec<Candidate> = rest.by_ref().take(share).collect();
            done_so_far += next.len();
            shares.extend((!next.is_empty()).then_some(next));
        }
        let done: Vec<Done> = match many {
            Some(many) if has_one_writer(&cx.engine) => {
                Box::pin(ahead::in_turn(cx, task, many, shares, scope)).await
            }
            _ => {
                let work = stream::iter(shares);
                let work = work.map(|share| acts::do_share(cx, task, many, share, scope));
                work.buffered(at_a_time).collect().await
            }
        };
        for (id, result) in done.into_iter().flatten() {
            match result {
                Ok(items) => outcome.add(task.name, items),
                Err(fault) => outcome.failed(id, &sentence(&fault)),
            }
        }
        cx.engine.tell_progress(Progress { task: task.name, done: done_so_far, of });
        if rest.peek().is_some() && !schedule::renew(&cx.engine, scope.lease, &outcome).await? {
            return Err(taken_over());
        }
    }
    Ok(outcome)
}

/// How far a run of this node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Name of the task.
    pub task: &'static str,
    /// Candidates that were looked at.
    pub done: usize,
    /// Candidates in all.
    pub of: usize,
}
