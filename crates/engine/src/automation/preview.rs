//! Dry runs and forecasts: the same code, client by client, in acts that are rolled back (B36).
//!
//! Nothing that happens by itself concerns two clients at once, so each client's days are lived
//! through in one short act. What modules would answer is taken to be a success.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;
use model::ids::ClientId;

use super::acts::mail;
use super::run::{Ran, Scope};
use super::tasks::{Task, Work};
use super::{Item, Outcome, TASKS, brake, schedule, sight};
use crate::act::Asked;
use crate::jobs::sentence;
use crate::{Act, Caller, Door, Engine, Fault, Result, domains, hosting, invalid};

/// Days that a forecast looks ahead at most.
const DAYS_MAX: usize = 1_100;

/// What to look at.
#[derive(Debug, Clone)]
pub struct Forecast {
    /// Which tasks; if empty all but those that only have the world asked.
    pub tasks: Vec<&'static Task>,
    /// The first day that is lived through.
    pub from: Date,
    /// The last one.
    pub until: Date,
    /// One client; all if absent.
    pub client: Option<ClientId>,
    /// Charges are taken to succeed, else to be refused.
    pub charges_succeed: bool,
}

/// What the tasks would do on each day, if nothing else happened.
///
/// # Errors
/// Invalid when the days are too many or in the wrong order; when the database fails.
pub async fn forecast(engine: &Engine, asked: &Forecast) -> Result<Vec<Ran>> {
    let days: Vec<Date> = asked
        .from
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= asked.until)
        .take(DAYS_MAX + 1)
        .collect();
    if days.is_empty() || days.len() > DAYS_MAX {
        return Err(invalid("date", "The date is too far away or before the first day"));
    }
    let settings = engine.settings().await?;
    let chosen = |task: &&'static Task| {
        let named = asked.tasks.iter().any(|it| it.name == task.name);
        let meant = if asked.tasks.is_empty() { !task.asks_only } else { named };
        meant && task.is_wanted(&settings)
    };
    let tasks: Vec<&'static Task> = TASKS.iter().filter(chosen).collect();
    let new = |task: &&'static Task| Ran { task, outcome: Outcome::default() };
    let mut ran: Vec<Ran> = tasks.iter().map(new).collect();
    let template = Scope::read(engine, Some(asked.from)).await?;
    let template = Scope { charges_succeed: asked.charges_succeed, ..template };
    let clients = match asked.client {
        Some(client) => BTreeSet::from([client]),
        None => sight::clients(engine, &tasks, &days, &template).await?,
    };
    for client in clients {
        let scope = Scope { client: Some(client), ..template.clone() };
        live(engine, &days, scope, &mut ran).await?;
    }
    for each in &mut ran {
        note_brake(engine, each, &template, days.len(), asked.client).await?;
    }
    Ok(ran)
}

/// What was left alone and said to be.
type Told = HashSet<(&'static str, &'static str, i64, String, Option<String>)>;

/// One client's days, in one act that is dropped at the end.
async fn live(engine: &Engine, days: &[Date], mut scope: Scope, ran: &mut [Ran]) -> Result<()> {
    let cx = engine.cx(Caller::system(Door::Automation).dry());
    let mut act = cx.act("PreviewAutomation").await?;
    let mut told = Told::new();
    for day in days {
        scope.set_day(*day, schedule::instant(&scope.settings, *day)?);
        act.now = scope.now;
        let mut asked = Vec::new();
        for each in ran.iter_mut() {
            let (items, wanted) = try_out(&mut act, each, &scope).await?;
            let task = each.task.name;
            each.outcome.add(task, news(items, task, &mut told));
            asked.extend(wanted);
        }
        // The modules do their part before the next day.
        for each in asked {
            let done = pretend(&mut act, &each).await;
            if let (Err(fault), Some(each)) = (done, ran.first_mut()) {
                each.outcome.failed(0, &sentence(&fault));
            }
        }
        let mails = items_of(&act.take_asked(), &scope);
        if let Some(each) = ran.last_mut() {
            each.outcome.add("Jobs", mails);
        }
    }
    Ok(())
}

/// The items without those that are left alone for the reason that an earlier day told already.
fn news(mut items: Vec<Item>, task: &'static str, told: &mut Told) -> Vec<Item> {
    items.retain(|item| {
        let said = || (task, item.what, item.id, item.text.clone(), item.skipped.clone());
        item.skipped.is_none() || told.insert(said())
    });
    items
}

/// What a task would do for the client on the day, and what it would enqueue.
async fn try_out(act: &mut Act, ran: &mut Ran, scope: &Scope) -> Result<(Vec<Item>, Vec<Asked>)> {
    let (mut done, mut asked) = (Vec::new(), Vec::new());
    let Work::Each { find, one, .. } = ran.task.work else { return Ok((done, asked)) };
    for candidate in find(&mut act.conn, scope).await? {
        if let Some(item) = candidate.skip {
            done.push(*item);
            continue;
        }
        act.conn.batch("savepoint candidate").await?;
        match one(act, candidate.id, scope).await {
            Ok(items) => {
                act.conn.batch("release savepoint candidate").await?;
                let wanted = act.take_asked();
                done.extend(items);
                done.extend(items_of(&wanted, scope));
                asked.extend(wanted);
            }
            Err(fault) => {
                act.conn.batch("rollback to savepoint candidate").await?;
                act.conn.batch("release savepoint candidate").await?;
                act.forget_gathered();
                act.take_asked();
                ran.outcome.failed(candidate.id, &sentence(&fault));
            }
        }
    }
    Ok((done, asked))
}

fn items_of(asked: &[Asked], scope: &Scope) -> Vec<Item> {
    asked.iter().filter_map(|asked| mail(asked, scope)).collect()
}

/// Writes down in the books what a module would have done.
async fn pretend(act: &mut Act, asked: &Asked) -> Result<()> {
    let Asked::Job(job) = asked else { return Ok(()) };
    match job.kind.split_once('.') {
        Some(("service", _)) => hosting::work::pretend(act, job.kind, &job.payload).await,
        Some(("domain", _)) => domains::work::pretend(act, job.kind, &job.payload).await,
        _ => Ok(()),
    }
}

/// Says of a dry run for one day that its brake would hold it.
async fn note_brake(
    engine: &Engine,
    ran: &mut Ran,
    scope: &Scope,
    days: usize,
    client: Option<ClientId>,
) -> Result<()> {
    let Some(base) = ran.task.brake.filter(|_| days == 1 && client.is_none()) else {
        return Ok(());
    };
    let done = ran.outcome.counters.iter();
    let would = done.filter(|(name, _)| !matches!(name.as_str(), "mail" | "skipped" | "failed"));
    let would: i64 = would.map(|(_, count)| *count).sum();
    let would = u64::try_from(would).map_err(Fault::broken)?;
    let mut c = engine.read().await?;
    ran.outcome.braked = brake::reason(&mut c, base, scope, would, None).await?;
    Ok(())
}
