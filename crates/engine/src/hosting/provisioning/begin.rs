//! The first act: may it be done, by which module and where; then the call is written down.

use std::sync::Arc;

use model::hosting::power::client_may_switch;
use model::hosting::service::ServiceStatus;
use model::ids::ServiceId;
use ports::Secret;
use ports::provisioning::{
    FirstPassword, Provisioner, ProvisionerCapabilities, ServiceAction, ServiceCall,
};
use serde_json::json;
use store::catalogue::products::{self, ProductRow};
use store::hosting::calls::{self, CallRow};
use store::hosting::service_edits;

use store::hosting::services::{self, ServiceRow};

use super::briefing::{self, Input, password_place};
use super::{HOLD_SECONDS, Request, words};
use crate::hosting::placing;
use crate::{
    Act, Actor, Caller, Cx, Engine, Job, Result, conflict, not_allowed, not_found, not_now,
};

/// The refusal while a call of the service has no outcome.
pub(super) const UNDER_WAY: &str = "Another action is being carried out on this service";
/// The refusal of a second creation.
pub(super) const CREATED: &str = "The service has already been created";
/// After so many attempts a call without an outcome waits for a person.
const SETTLE_ATTEMPTS_MAX: i64 = 24;

/// A call that is written down and held by us.
pub(crate) struct Call {
    /// As it is in the table.
    pub(super) row: CallRow,
    /// What it does.
    pub(super) action: ServiceAction,
    /// Who does it.
    pub(super) module: Arc<dyn Provisioner>,
    /// What the module is told.
    pub(super) briefing: ServiceCall,
    /// What goes along.
    pub(super) input: Input,
    /// The server or module whose places are counted.
    pub(super) target: String,
    /// Somebody began it before: ask what became of it first.
    pub(super) resumed: bool,
    /// If it never arrived, make it now; otherwise only settle it.
    pub(super) repeat: bool,
}

/// How to wait for a place at a busy server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    /// A person or program waits for the answer.
    Wait,
    /// A job comes back later.
    ComeBack,
}

/// What is to be done next.
pub(crate) enum Begun {
    /// Ask the module.
    Ready(Box<Call>),
    /// Settle this call of another action first.
    InTheWay(Box<Call>),
}

/// Writes a call down, or takes up the one that is open.
pub(crate) async fn begin(cx: &Cx, service: ServiceId, request: &Request) -> Result<Begun> {
    let mut act = cx.act(words::act_name(&request.action)).await?;
    let mut row = services::lock(&mut act.conn, service)
        .await?
        .ok_or_else(|| not_found("Service ID not found"))?;
    check_caller(&act.caller, &row)?;
    let product = product_of(&mut act, &row).await?;
    let module = module_of(&act.engine, &product.module)?;
    check_offered(&act, &*module, &product, &request.action)?;
    if let Some(open) = calls::open(&mut act.conn, service).await? {
        let same = open.action == request.action.word();
        let call = hold(&mut act, &open).await?.ok_or_else(|| not_now(UNDER_WAY))?;
        let call = with_briefing(&mut act, &row, &product, call, same).await?;
        act.commit().await?;
        let call = Box::new(call);
        return Ok(if same { Begun::Ready(call) } else { Begun::InTheWay(call) });
    }
    check_state(&row, &request.action)?;
    if request.action == ServiceAction::Create && module.capabilities().needs_server {
        row.server_id = Some(placing::place(&mut act, &row, &product).await?);
    }
    let call = write(&mut act, &row, &product.module, request).await?;
    let mut call = with_briefing(&mut act, &row, &product, call, true).await?;
    call.resumed = false;
    if request.action == ServiceAction::Create {
        give_password(&mut act, &mut row, &mut call).await?;
    }
    act.commit().await?;
    Ok(Begun::Ready(Box::new(call)))
}

/// Chooses the password of a service that was ordered without one and cannot be made so. It is kept
/// before the module hears it.
async fn give_password(act: &mut Act, row: &mut ServiceRow, call: &mut Call) -> Result<()> {
    if !call.module.capabilities().first_password.is_missing(&call.briefing) {
        return Ok(());
    }
    let chance = Arc::clone(&act.engine.world().chance);
    let password = FirstPassword::choose(&*chance);
    row.password = act.engine.secrets().seal(&*chance, &password_place(row.id), &password)?;
    service_edits::save(&mut act.conn, row).await?;
    call.briefing.password = Secret::new(password);
    Ok(())
}

/// Takes up a call whose holder is gone, to settle it; `None` when there is nothing to settle.
pub(crate) async fn take_up(cx: &Cx, call: i64) -> Result<Option<Call>> {
    let mut act = cx.act("ModuleSettle").await?;
    let Some(open) = calls::by_id(&mut act.conn, call).await? else { return Ok(None) };
    let Some(row) = services::lock(&mut act.conn, open.service_id).await? else { return Ok(None) };
    let product = product_of(&mut act, &row).await?;
    let Some(held) = hold(&mut act, &open).await? else { return Ok(None) };
    let call = with_briefing(&mut act, &row, &product, held, false).await?;
    act.commit().await?;
    Ok(Some(call))
}

/// A client has to do with its own active services only (security S42).
pub(crate) fn check_caller(caller: &Caller, row: &ServiceRow) -> Result<()> {
    match caller.actor {
        Actor::Client { client, .. } if client != row.client_id => {
            Err(not_found("Service ID not found"))
        }
        Actor::Client { .. } if !client_may_switch(row.status) => {
            Err(not_now("The service is not active"))
        }
        Actor::Visitor => Err(not_allowed("Access Denied")),
        _ => Ok(()),
    }
}

/// What clients may do with the services of a product of a module.
///
/// # Errors
/// Broken when the product's settings cannot be read.
pub fn client_actions(
    can: &ProvisionerCapabilities,
    product: &ProductRow,
) -> Result<Vec<ServiceAction>> {
    let settings = serde_json::from_str(&product.module_settings)?;
    Ok(can.for_clients(&settings).cloned().collect())
}

/// The module must do it at all, and a client only what the product opens to clients.
fn check_offered(
    act: &Act,
    module: &dyn Provisioner,
    product: &ProductRow,
    action: &ServiceAction,
) -> Result<()> {
    let can = module.capabilities();
    if !can.offers(action) {
        return Err(not_found("Module function not supported"));
    }
    if !act.caller.actor.is_office() && !client_actions(can, product)?.contains(action) {
        return Err(not_allowed("Access Denied"));
    }
    Ok(())
}

async fn product_of(act: &mut Act, row: &ServiceRow) -> Result<ProductRow> {
    let product = products::by_id(&mut act.conn, row.product_id).await?;
    product.ok_or_else(|| not_found("Service not assigned to a module"))
}

pub(crate) fn module_of(engine: &Engine, name: &str) -> Result<Arc<dyn Provisioner>> {
    if name.is_empty() {
        return Err(not_found("Service not assigned to a module"));
    }
    let module = engine.world().provisioners.get(name);
    module.cloned().ok_or_else(|| not_found("Module Not Found"))
}

/// Whether the service is in a state that the action fits. Repeating what is so already is
/// harmless; only a second creation is not.
fn check_state(row: &ServiceRow, action: &ServiceAction) -> Result<()> {
    if *action == ServiceAction::Create && row.provisioned_at.is_some() {
        return Err(conflict(CREATED));
    }
    let Some(to) = words::status_after(action).filter(|to| *to != row.status) else {
        return Ok(());
    };
    // What has ended in our books may still run at the provider, and must be stoppable there.
    let still_runs = row.status.is_ended() && row.provisioned_at.is_some();
    if to == ServiceStatus::Terminated && still_runs {
        return Ok(());
    }
    // Other states may become Active by being made, not by being let go on.
    if *action == ServiceAction::Unsuspend && row.status != ServiceStatus::Suspended {
        return Err(not_now(format!("The service is {}", row.status)));
    }
    row.status.go(to).map(drop).map_err(|wrong| not_now(format!("The service is {}", wrong.from)))
}

async fn write(
    act: &mut Act,
    row: &ServiceRow,
    module: &str,
    request: &Request,
) -> Result<CallRow> {
    let input = Input::of(act, row, request)?;
    let action = request.action.word();
    let latest = calls::latest(&mut act.conn, row.id).await?;
    let key = match latest {
        // The other side never answered: the same key makes a late arrival of it harmless.
        Some(call) if call.action == action && call.is_unanswered() => call.idempotency_key,
        _ => format!("service-{}-{action}-{}", row.id, act.engine.world().chance.hex(12)),
    };
    let at = act.at();
    let new = calls::New {
        service: row.id,
        action,
        module,
        idempotency_key: &key,
        input: &serde_json::to_string(&input)?,
        started_at: at,
        held_until: at + HOLD_SECONDS,
    };
    let call = calls::insert(&mut act.conn, new).await?.ok_or_else(|| not_now(UNDER_WAY))?;
    let settle = Job {
        kind: "service.settle",
        payload: json!({ "call": call.id }),
        unique_key: Some(format!("service.settle:{}", call.id)),
    };
    act.enqueue_at(settle, at + HOLD_SECONDS + 1, SETTLE_ATTEMPTS_MAX).await?;
    Ok(call)
}

async fn hold(act: &mut Act, open: &CallRow) -> Result<Option<CallRow>> {
    let at = act.at();
    Ok(calls::take_up(&mut act.conn, open.id, at, at + HOLD_SECONDS).await?)
}

async fn with_briefing(
    act: &mut Act,
    row: &ServiceRow,
    product: &ProductRow,
    call: CallRow,
    repeat: bool,
) -> Result<Call> {
    let module = module_of(&act.engine, &call.module)?;
    let input: Input = serde_json::from_str(&call.input)?;
    let (engine, key) = (act.engine.clone(), &call.idempotency_key);
    let briefing = briefing::of(&engine, &mut act.conn, row, product, key, &input).await?;
    let target = target_of(&briefing, &call.module);
    let action = ServiceAction::from_word(&call.action);
    Ok(Call { row: call, action, module, briefing, input, target, resumed: true, repeat })
}

/// The server or module whose places a call takes.
pub(crate) fn target_of(briefing: &ServiceCall, module: &str) -> String {
    match &briefing.server {
        Some(server) => crate::jobs::targets::server(server.server),
        None => format!("module:{module}"),
    }
}
