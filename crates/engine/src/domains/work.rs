//! The jobs about domain names: what payments, orders and the automation ask for.

use jiff::SignedDuration;
use jiff::civil::Date;
use model::dates::add_months;
use model::domains::lifecycle::is_renewable;
use model::domains::status::DomainStatus;
use model::ids::DomainId;
use serde::Deserialize;
use store::domains::calls::{self, CallAction};
use store::domains::name_edits;
use store::domains::names::{self, DomainRow};
use store::hosting::queue;
use store::system::jobs::Claimed;

use super::calls::{Request, act_name, ask, queue_word, run, take_up, write_down};
use super::registrars::left_alone;
use super::{claim, sync};
use crate::jobs::Ending;
use crate::jobs::targets::{LEFT_ALONE, was_not_made};
use crate::{Act, Caller, Cx, Door, Engine, Fault, Result, invalid, not_found};

/// How long a job waits for what somebody else is at.
const BUSY_WAIT: SignedDuration = SignedDuration::from_secs(5);
/// How often a name that is under way at its registrar is looked at.
const PENDING_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// What has been under way for so long will not end by itself.
const PENDING_SECONDS_MAX: i64 = 60 * 86_400;

/// The input of the jobs `domain.register`, `domain.transfer` and `domain.renew`.
#[derive(Debug, Deserialize)]
struct Order {
    domain: i64,
    #[serde(default)]
    years: Option<i64>,
}

/// Does one of the jobs that cost money, once however often it is tried.
pub(crate) async fn order(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let order: Order = read(&job.payload)?;
    let action = match job.kind.as_str() {
        "domain.register" => CallAction::Register,
        "domain.transfer" => CallAction::Transfer,
        "domain.renew" => CallAction::Renew,
        other => return Err(invalid("kind", format!("no job about domains is called {other}"))),
    };
    let id = DomainId(order.domain);
    let row = names::by_id(&mut engine.read().await?, id).await?;
    let row = row.ok_or_else(|| not_found("Domain Not Found"))?;
    if row.registrar.is_empty() || !still_wanted(engine, &row, action).await? {
        return Ok(Ending::Done);
    }
    if let Some(wait) = left_alone(engine, &row.registrar) {
        return Ok(later(LEFT_ALONE, wait));
    }
    if somebody_has_it(engine, &row, action).await? {
        return Ok(Ending::Done);
    }
    let occasion = format!("job:{}", job.id);
    let request = Request { years: order.years, occasion, ..Request::of(action) };
    match run(&cx(engine), id, &request).await {
        Ok(_) => Ok(Ending::Done),
        // Somebody was faster between the two looks.
        Err(Fault::Refused(_)) if somebody_has_it(engine, &row, action).await? => Ok(Ending::Done),
        Err(fault) if was_not_made(&fault) => Ok(later(LEFT_ALONE, BUSY_WAIT)),
        Err(fault) => Err(fault),
    }
}

/// A name that was paid for twice goes to the first; the other is for a person to sort out.
async fn somebody_has_it(engine: &Engine, row: &DomainRow, action: CallAction) -> Result<bool> {
    if action == CallAction::Renew {
        return Ok(false);
    }
    let free = claim::check_free(&mut engine.read().await?, &row.name, row.id).await;
    let Err(Fault::Refused(taken)) = free else { return free.map(|()| false) };
    let mut act = cx(engine).act(act_name(action)).await?;
    let (at, error) = (act.at(), &*taken.said);
    let failure = queue::Failure {
        service_type: "domain",
        service_id: row.id.0,
        module: &row.registrar,
        action: queue_word(action),
        error,
    };
    queue::failed(&mut act.conn, failure, at).await?;
    let text = format!("{} Failed - Domain ID: {} - Error: {error}", act_name(action), row.id);
    act.log(Some(row.client_id), text).await?;
    act.commit().await?;
    Ok(true)
}

/// Whether the job still has a point. What somebody began is taken up whatever the status says.
async fn still_wanted(engine: &Engine, row: &DomainRow, action: CallAction) -> Result<bool> {
    if calls::open(&mut engine.read().await?, row.id).await?.is_some() {
        return Ok(true);
    }
    Ok(match action {
        CallAction::Register | CallAction::Transfer => row.status == DomainStatus::Pending,
        CallAction::Renew => is_renewable(row.status),
    })
}

/// The job `domain.settle`: finds out what became of a call that nobody finished.
pub(crate) async fn settle(engine: &Engine, job: &Claimed) -> Result<Ending> {
    #[derive(Deserialize)]
    struct Input {
        call: i64,
    }
    let input: Input = read(&job.payload)?;
    let mut c = engine.read().await?;
    let Some(row) = calls::by_id(&mut c, input.call).await? else { return Ok(Ending::Done) };
    drop(c);
    let now = engine.now().as_second();
    if row.finished_at.is_some() {
        return Ok(Ending::Done);
    }
    if row.held_until > now {
        return Ok(later("somebody is at it", SignedDuration::from_secs(row.held_until - now)));
    }
    if let Some(wait) = left_alone(engine, &row.registrar) {
        return Ok(later(LEFT_ALONE, wait));
    }
    let cx = cx(engine);
    let Some(call) = take_up(&cx, row.id).await? else {
        return Ok(later("somebody took it up", BUSY_WAIT));
    };
    let answer = ask(engine, &call).await;
    match write_down(&cx, &call, answer).await {
        Ok(_) => Ok(Ending::Done),
        Err(fault) => {
            let row = calls::by_id(&mut engine.read().await?, row.id).await?;
            // A clear "no" settles it too.
            let settled = row.is_none_or(|row| row.finished_at.is_some());
            if settled { Ok(Ending::Done) } else { Err(fault) }
        }
    }
}

/// The job `domain.sync`: looks at a name until it is no longer under way.
pub(crate) async fn watch(engine: &Engine, job: &Claimed) -> Result<Ending> {
    #[derive(Deserialize)]
    struct Input {
        domain: i64,
        renewed_from: Option<String>,
    }
    let input: Input = read(&job.payload)?;
    let id = DomainId(input.domain);
    let row = names::by_id(&mut engine.read().await?, id).await?;
    if let Some(wait) = row.and_then(|row| left_alone(engine, &row.registrar)) {
        return Ok(later(LEFT_ALONE, wait));
    }
    sync::one(&cx(engine), id).await?;
    let row = names::by_id(&mut engine.read().await?, id).await?;
    let Some(row) = row else { return Ok(Ending::Done) };
    let renewed_from: Option<Date> = input.renewed_from.and_then(|date| date.parse().ok());
    let pending =
        matches!(row.status, DomainStatus::PendingRegistration | DomainStatus::PendingTransfer);
    let waits = pending || renewed_from.is_some_and(|from| row.expires_on <= Some(from));
    let old = engine.now().as_second() - row.updated_at > PENDING_SECONDS_MAX;
    if waits && !old {
        return Ok(later("it is under way at the registrar", PENDING_WAIT));
    }
    Ok(Ending::Done)
}

/// Writes down in the books what a job would come to, for a forecast.
pub(crate) async fn pretend(act: &mut Act, kind: &str, payload: &serde_json::Value) -> Result<()> {
    if !matches!(kind, "domain.register" | "domain.renew") {
        return Ok(());
    }
    let order: Order = serde_json::from_value(payload.clone())?;
    let row = names::lock(&mut act.conn, DomainId(order.domain)).await?;
    let Some(mut row) = row.filter(|row| !row.registrar.is_empty()) else { return Ok(()) };
    let years = i32::try_from(order.years.unwrap_or(row.years)).map_err(Fault::broken)?;
    let from = row.expires_on.filter(|_| kind == "domain.renew").unwrap_or_else(|| act.today());
    row.expires_on = add_months(from, years.saturating_mul(12));
    row.status = row.status.go(DomainStatus::Active).unwrap_or(row.status);
    name_edits::save(&mut act.conn, &row).await?;
    Ok(())
}

fn cx(engine: &Engine) -> Cx {
    engine.cx(Caller::system(Door::Automation))
}

fn later(why: &str, after: SignedDuration) -> Ending {
    Ending::Later { why: why.to_owned(), after }
}

fn read<T: for<'a> Deserialize<'a>>(payload: &str) -> Result<T> {
    serde_json::from_str(payload)
        .map_err(|error| invalid("payload", format!("not what this job takes: {error}")))
}
