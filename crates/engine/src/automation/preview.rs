//! Dry runs and forecasts: the same code, client by client, in acts that are rolled back (B36).
//!
//! Nothing that happens by itself concerns two clients at once, so each client's days are lived
//! through in one short act. What modules would answer is taken to be a success.

use jiff::civil::Date;
use model::ids::ClientId;
use store::billing::dunning;

use super::run::{Ran, Scope, mail};
use super::tasks::{Task, Work};
use super::{Item, Outcome, TASKS, brake, invoicing, schedule};
use crate::jobs::sentence;
use crate::{Act, Caller, Door, Engine, Fault, Job, Result, domains, hosting, invalid};

/// Days that a forecast looks ahead at most.
const DAYS_MAX: usize = 1_100;

/// What to look at.
#[derive(Debug, Clone)]
pub struct Forecast {
    /// Which tasks; all if empty.
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
        let named = asked.tasks.is_empty() || asked.tasks.iter().any(|it| it.name == task.name);
        named && task.is_wanted(&settings)
    };
    let mut ran: Vec<Ran> =
        TASKS.iter().filter(chosen).map(|task| Ran { task, outcome: Outcome::default() }).collect();
    let template = Scope::read(engine, Some(asked.from)).await?;
    let template = Scope { charges_succeed: asked.charges_succeed, ..template };
    for client in clients(engine, asked, &template).await? {
        let scope = Scope { client: Some(client), ..template.clone() };
        live(engine, &days, scope, &mut ran).await?;
    }
    for each in &mut ran {
        note_brake(engine, each, &template, days.len(), asked.client).await?;
    }
    Ok(ran)
}

/// Whose days are lived through: everybody's with business, or, when only invoices are asked about,
/// theirs who have something due; living through a hundred thousand takes seconds.
async fn clients(engine: &Engine, asked: &Forecast, scope: &Scope) -> Result<Vec<ClientId>> {
    if let Some(client) = asked.client {
        return Ok(vec![client]);
    }
    let mut c = engine.read().await?;
    if matches!(asked.tasks.as_slice(), [only] if only.name == invoicing::TASK) {
        return invoicing::in_sight(&mut c, scope, asked.until).await;
    }
    Ok(dunning::clients_with_business(&mut c).await?)
}

/// One client's days, in one act that is dropped at the end.
async fn live(engine: &Engine, days: &[Date], mut scope: Scope, ran: &mut [Ran]) -> Result<()> {
    let cx = engine.cx(Caller::system(Door::Automation).dry());
    let mut act = cx.act("PreviewAutomation").await?;
    for day in days {
        scope.set_day(*day, schedule::instant(&scope.settings, *day)?);
        act.now = scope.now;
        let mut asked = Vec::new();
        for each in ran.iter_mut() {
            asked.extend(try_out(&mut act, each, &scope).await?);
        }
        // The modules do their part before the next day.
        for job in asked {
            let done = pretend(&mut act, &job).await;
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

/// What a task would do for the client on the day; gives the jobs it would enqueue.
async fn try_out(act: &mut Act, ran: &mut Ran, scope: &Scope) -> Result<Vec<Job>> {
    let Work::Each { find, one, .. } = ran.task.work else { return Ok(Vec::new()) };
    let mut asked = Vec::new();
    for candidate in find(&mut act.conn, scope).await? {
        if let Some(item) = candidate.skip {
            ran.outcome.add(ran.task.name, vec![*item]);
            continue;
        }
        act.conn.batch("savepoint candidate").await?;
        match one(act, candidate.id, scope).await {
            Ok(mut items) => {
                act.conn.batch("release savepoint candidate").await?;
                let jobs = act.take_asked();
                items.extend(items_of(&jobs, scope));
                ran.outcome.add(ran.task.name, items);
                asked.extend(jobs);
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
    Ok(asked)
}

fn items_of(jobs: &[Job], scope: &Scope) -> Vec<Item> {
    jobs.iter().filter_map(|job| mail(job.kind, &job.payload, scope)).collect()
}

/// Writes down in the books what a module would have done.
async fn pretend(act: &mut Act, job: &Job) -> Result<()> {
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
