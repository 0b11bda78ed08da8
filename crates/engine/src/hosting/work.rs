//! The jobs about services: what payments, orders and the automation ask for.

use jiff::SignedDuration;
use model::hosting::service::{OVERDUE_REASON, ServiceStatus};
use model::ids::{OrderId, ServiceId};
use ports::provisioning::ServiceAction;
use serde::{Deserialize, Serialize};
use store::catalogue::products;
use store::hosting::calls;
use store::hosting::services::{self, ServiceRow};
use store::ordering::orders;
use store::system::jobs::Claimed;

use super::provisioning::{self, Attempt, Patience, Ran, Request};
use crate::jobs::targets::LEFT_ALONE;
use crate::jobs::{Ending, is_given_up};
use crate::system::templates::{SERVICE_CREATION_FAILED, tell_staff};
use crate::{Act, Caller, Cx, Door, Engine, Fault, Job, Result, invalid};

/// How long a job waits for a place at a busy server, or for what is under way there.
const BUSY_WAIT: SignedDuration = SignedDuration::from_secs(5);
const PENDING_WAIT: SignedDuration = SignedDuration::from_secs(20);
/// What has been under way for so long will not end by itself.
const PENDING_SECONDS_MAX: i64 = 24 * 3_600;

/// The job that has a service made.
const CREATE: &str = "service.create";

/// The input of the jobs `service.create`, `service.suspend` and so on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Order {
    /// Which service.
    pub(crate) service: i64,
    /// Why it is suspended; "Overdue on Payment" if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    /// Only while this is still its due date (`2026-01-31`): a payment in between voids the job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) if_due: Option<String>,
    /// Only while this order is cancelled or fraudulent: taking that back voids the job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) if_ended: Option<i64>,
}

/// Has an action carried out after the commit. `occasion` tells one wish for it from another (a
/// date, an invoice): the same wish is granted once.
///
/// # Errors
/// When the database fails.
pub(crate) async fn enqueue(
    act: &mut Act,
    kind: &'static str,
    order: &Order,
    occasion: &str,
) -> Result<()> {
    let payload = serde_json::to_value(order)?;
    let unique_key = Some(key(kind, order.service, occasion));
    act.enqueue(Job { kind, payload, unique_key }).await
}

/// The key of a job about a service: one per occasion.
pub(crate) fn key(kind: &str, service: i64, occasion: &str) -> String {
    format!("{kind}:{service}:{occasion}")
}

/// Does one of the jobs about a service.
pub(crate) async fn service(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let ended = carry_out(engine, job).await;
    if let Err(fault) = &ended
        && job.kind == CREATE
        && is_given_up(job, fault)
    {
        let order: Order = read(&job.payload)?;
        tell_not_created(engine, ServiceId(order.service), fault).await;
    }
    ended
}

async fn carry_out(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let order: Order = read(&job.payload)?;
    let action = action_of(&job.kind)?;
    let cx = cx(engine);
    let mut act = cx.act("ServiceJob").await?;
    let row = services::lock(&mut act.conn, ServiceId(order.service)).await?;
    let row = row.ok_or_else(|| crate::not_found("Service ID not found"))?;
    if !still_wanted(&row, &action, &order) || is_taken_back(&mut act, &order).await? {
        return Ok(Ending::Done);
    }
    let reason = (action == ServiceAction::Suspend)
        .then(|| order.reason.clone().unwrap_or_else(|| OVERDUE_REASON.to_owned()));
    let product = products::by_id(&mut act.conn, row.product_id).await?;
    if product.is_none_or(|product| product.module.is_empty()) {
        provisioning::in_the_books(&mut act, row, &action, reason.as_deref()).await?;
        act.commit().await?;
        return Ok(Ending::Done);
    }
    drop(act);
    let request = Request { reason, ..Request::of(action) };
    match provisioning::attempt(&cx, row.id, &request, Patience::ComeBack).await? {
        // What is under way is written down by its own job.
        Attempt::Ran(_) => Ok(Ending::Done),
        Attempt::Busy => Ok(later("all places at the server are taken", BUSY_WAIT)),
        Attempt::LeftAlone(wait) => Ok(later(LEFT_ALONE, wait)),
    }
}

/// The job `service.settle`: finds out what became of a call that nobody finished.
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
    let cx = cx(engine);
    let Some(call) = provisioning::take_up(&cx, row.id).await? else {
        return Ok(later("somebody took it up", BUSY_WAIT));
    };
    let answer = provisioning::ask(engine, &call, Patience::ComeBack).await;
    match provisioning::write_down(&cx, &call, answer).await {
        Ok(Attempt::Ran(Ran::Done { .. })) => Ok(Ending::Done),
        Ok(Attempt::Ran(Ran::Pending)) if now - row.started_at > PENDING_SECONDS_MAX => {
            Err(Fault::broken("it is under way for more than a day"))
        }
        Ok(Attempt::Ran(Ran::Pending)) => Ok(later("it is under way", PENDING_WAIT)),
        Ok(Attempt::Busy) => Ok(later("all places at the server are taken", BUSY_WAIT)),
        Ok(Attempt::LeftAlone(wait)) => Ok(later(LEFT_ALONE, wait)),
        Err(fault) => {
            let mut c = engine.read().await?;
            let row = calls::by_id(&mut c, row.id).await?;
            // A clear "no" settles it too.
            let settled = row.as_ref().is_none_or(|row| row.finished_at.is_some());
            if let Some(row) = row.filter(|row| row.action == ServiceAction::Create.word())
                && is_given_up(job, &fault)
            {
                tell_not_created(engine, row.service_id, &fault).await;
            }
            if settled { Ok(Ending::Done) } else { Err(fault) }
        }
    }
}

/// Tells the staff that a service was not made and will not be by itself: once a day, for what
/// was under way is given up by two jobs. The job ends as it does, whether they can be told or not.
async fn tell_not_created(engine: &Engine, id: ServiceId, fault: &Fault) {
    if let Err(error) = try_to_tell(engine, id, fault).await {
        tracing::warn!(%error, service = id.0, "nobody was told that a service was not made");
    }
}

async fn try_to_tell(engine: &Engine, id: ServiceId, fault: &Fault) -> Result<()> {
    let mut act = cx(engine).act("ServiceJob").await?;
    let Some(row) = services::by_id(&mut act.conn, id).await? else { return Ok(()) };
    let product = products::by_id(&mut act.conn, row.product_id).await?;
    let more = [
        ("client_id", row.client_id.to_string()),
        ("service_id", id.to_string()),
        ("service_product", product.map(|product| product.name).unwrap_or_default()),
        ("service_domain", row.domain),
        ("error_msg", fault.to_string()),
    ];
    let key = format!("mail.service_creation_failed:{id}:{}", act.today());
    // Who may make it by hand can do something about it.
    tell_staff(&mut act, SERVICE_CREATION_FAILED, "ModuleCreate", &more, &key).await?;
    act.commit().await
}

/// Writes down in the books what a job would come to, for a forecast.
pub(crate) async fn pretend(act: &mut Act, kind: &str, payload: &serde_json::Value) -> Result<()> {
    let Ok(action) = action_of(kind) else { return Ok(()) };
    let order: Order = serde_json::from_value(payload.clone())?;
    let row = services::lock(&mut act.conn, ServiceId(order.service)).await?;
    let Some(row) = row.filter(|row| still_wanted(row, &action, &order)) else { return Ok(()) };
    let reason = (action == ServiceAction::Suspend)
        .then(|| order.reason.clone().unwrap_or_else(|| OVERDUE_REASON.to_owned()));
    provisioning::pretend(act, row, &action, reason.as_deref()).await
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

fn action_of(kind: &str) -> Result<ServiceAction> {
    Ok(match kind {
        CREATE => ServiceAction::Create,
        "service.suspend" => ServiceAction::Suspend,
        "service.unsuspend" => ServiceAction::Unsuspend,
        "service.terminate" => ServiceAction::Terminate,
        "service.change_package" => ServiceAction::ChangePackage,
        "service.change_password" => ServiceAction::ChangePassword,
        "service.renew" => ServiceAction::Renew,
        other => return Err(invalid("kind", format!("no job about services is called {other}"))),
    })
}

/// Whether the order whose end the job belongs to goes on.
async fn is_taken_back(act: &mut Act, order: &Order) -> Result<bool> {
    let Some(id) = order.if_ended else { return Ok(false) };
    let row = orders::by_id(&mut act.conn, OrderId(id)).await?;
    Ok(row.is_some_and(|row| !row.status.is_deletable()))
}

/// Whether the job still has a point: between its enqueuing and now much may have happened.
fn still_wanted(row: &ServiceRow, action: &ServiceAction, order: &Order) -> bool {
    use ServiceStatus::{Active, Pending, Suspended};
    let due = row.next_due_on.map(|due| due.to_string());
    if order.if_due.is_some() && order.if_due != due {
        return false;
    }
    match action {
        ServiceAction::Create => {
            row.provisioned_at.is_none() && matches!(row.status, Pending | Active)
        }
        ServiceAction::Suspend => row.status == Active,
        ServiceAction::Unsuspend => row.status == Suspended,
        ServiceAction::Terminate => !row.status.is_ended() || row.provisioned_at.is_some(),
        _ => matches!(row.status, Active | Suspended),
    }
}
