//! The second act: what came of a call is written down, once, by the last one who held it.

use model::hosting::service::{ServiceStatus, payment_lifts};
use ports::provisioning::{ServiceAction, ServiceChanges};
use serde_json::json;
use store::catalogue::products;
use store::hosting::details::FieldRow;
use store::hosting::services::{self, ServiceRow};
use store::hosting::{calls, cancellations, details, queue, service_edits};

use super::ask::Answer;
use super::begin::{Call, UNDER_WAY};
use super::briefing::password_place;
use super::{Attempt, Ran, words};
use crate::hosting::addon_services;
use crate::hosting::lifecycle::ended;
use crate::people::custom_fields;
use crate::system::templates;
use crate::{Act, Cx, Door, Fault, Result, conflict, not_now};

/// When a call that is under way at the other side is looked at again.
const PENDING_SECONDS: i64 = 20;

/// Writes down what came of a call and tells the caller.
pub(crate) async fn write_down(cx: &Cx, call: &Call, answer: Answer) -> Result<Attempt> {
    let mut act = cx.act(words::act_name(&call.action)).await?;
    let row = services::lock(&mut act.conn, call.row.service_id).await?;
    let row =
        row.ok_or_else(|| Fault::broken(format!("service {} is gone", call.row.service_id)))?;
    match answer {
        Answer::Done(changes) => {
            end(&mut act, call, "done", "").await?;
            let link = changes.link.clone();
            apply(&mut act, call, row, changes).await?;
            act.commit().await?;
            Ok(Attempt::Ran(Ran::Done { link }))
        }
        Answer::Pending { reference } => {
            let again_at = act.at() + PENDING_SECONDS;
            calls::let_go(&mut act.conn, &call.row, &reference, again_at).await?;
            act.commit().await?;
            Ok(Attempt::Ran(Ran::Pending))
        }
        Answer::Busy | Answer::LeftAlone(_) => {
            if call.resumed {
                let at = act.at();
                calls::let_go(&mut act.conn, &call.row, &call.row.message, at).await?;
            } else {
                end(&mut act, call, "never arrived", "").await?;
            }
            act.commit().await?;
            Ok(match answer {
                Answer::LeftAlone(wait) => Attempt::LeftAlone(wait),
                _ => Attempt::Busy,
            })
        }
        Answer::NeverArrived => {
            end(&mut act, call, "never arrived", "").await?;
            failed(&mut act, call, &row, "The request never arrived").await?;
            act.commit().await?;
            Err(not_now("The request never arrived"))
        }
        Answer::Refused(message) => {
            end(&mut act, call, "refused", &message).await?;
            failed(&mut act, call, &row, &message).await?;
            act.commit().await?;
            Err(conflict(message))
        }
        Answer::NotDone(message) => {
            end(&mut act, call, "failed", &message).await?;
            failed(&mut act, call, &row, &message).await?;
            act.commit().await?;
            Err(not_now(message))
        }
        Answer::Unknown(message) => {
            // Stays open: whoever is next asks what became of it.
            let at = act.at();
            calls::let_go(&mut act.conn, &call.row, &message, at).await?;
            failed(&mut act, call, &row, &message).await?;
            act.commit().await?;
            Err(not_now(message))
        }
    }
}

async fn end(act: &mut Act, call: &Call, outcome: &str, message: &str) -> Result<()> {
    let at = act.at();
    let ours = calls::finish(&mut act.conn, &call.row, outcome, message, at).await?;
    if ours { Ok(()) } else { Err(not_now(UNDER_WAY)) }
}

/// A failure is for people: a line in the log and an entry in the module queue.
async fn failed(act: &mut Act, call: &Call, row: &ServiceRow, message: &str) -> Result<()> {
    let failure = queue::Failure {
        service_type: "service",
        service_id: row.id.0,
        module: &call.row.module,
        action: words::queue_word(&call.action),
        error: message,
    };
    let at = act.at();
    queue::failed(&mut act.conn, failure, at).await?;
    let word = words::log_word(&call.action);
    let text = format!("Module {word} Failed - Service ID: {} - Error: {message}", row.id);
    act.log(Some(row.client_id), text).await?;
    let event = words::events(&call.action).1;
    let payload = json!({ "serviceid": row.id.0, "module": call.row.module, "error": message });
    act.event(event, Some(row.client_id), &payload).await
}

async fn apply(
    act: &mut Act,
    call: &Call,
    mut row: ServiceRow,
    changes: ServiceChanges,
) -> Result<()> {
    let before = row.clone();
    for (name, value) in &changes.fields {
        keep_fact(act, &row, name, value).await?;
    }
    take_over(act, call, &mut row, changes)?;
    move_status(act, &call.action, call.input.reason.as_deref(), &mut row).await?;
    row.updated_at = act.at();
    service_edits::save(&mut act.conn, &row).await?;
    let at = act.at();
    let action = words::queue_word(&call.action);
    queue::worked(&mut act.conn, "service", row.id.0, action, at).await?;
    let word = words::log_word(&call.action);
    let text = format!("Module {word} Successful - Service ID: {}", row.id);
    act.log(Some(row.client_id), text).await?;
    let fields = [
        ("status", json!(before.status.to_string()), json!(row.status.to_string())),
        ("username", json!(before.username), json!(row.username)),
        ("dedicatedip", json!(before.dedicated_ip), json!(row.dedicated_ip)),
        ("suspendreason", json!(before.suspend_reason), json!(row.suspend_reason)),
    ];
    act.changed("services", row.id, &fields).await?;
    let payload = json!({ "serviceid": row.id.0, "module": call.row.module });
    act.event(words::events(&call.action).0, Some(row.client_id), &payload).await?;
    if call.input.quiet {
        return Ok(());
    }
    write_to_client(act, &call.action, &row).await
}

/// The welcome mail of the product; and word of what the automation did. What staff do by hand
/// they tell the client themselves.
async fn write_to_client(act: &mut Act, action: &ServiceAction, row: &ServiceRow) -> Result<()> {
    let by_itself = act.caller.door == Door::Automation;
    let template = match action {
        ServiceAction::Create => {
            let product = products::by_id(&mut act.conn, row.product_id).await?;
            product.map(|product| product.welcome_email).unwrap_or_default()
        }
        ServiceAction::Suspend if by_itself => "Service Suspension Notification".to_owned(),
        ServiceAction::Unsuspend if by_itself => "Service Unsuspension Notification".to_owned(),
        _ => String::new(),
    };
    if template.is_empty() {
        return Ok(());
    }
    templates::send_if_possible(act, &template, row.id.0).await
}

/// The facts that the module changed.
fn take_over(act: &Act, call: &Call, row: &mut ServiceRow, changes: ServiceChanges) -> Result<()> {
    let asked = match call.action {
        ServiceAction::ChangePassword => call.input.password(&act.engine, row.id)?,
        _ => None,
    };
    let new = changes.password.map(|password| password.expose().to_owned()).or(asked);
    if let Some(password) = new {
        let chance = &*act.engine.world().chance;
        row.password = act.engine.secrets().seal(chance, &password_place(row.id), &password)?;
    }
    row.username = changes.username.unwrap_or_else(|| std::mem::take(&mut row.username));
    row.domain = changes.domain.unwrap_or_else(|| std::mem::take(&mut row.domain));
    row.dedicated_ip =
        changes.dedicated_ip.unwrap_or_else(|| std::mem::take(&mut row.dedicated_ip));
    if let Some(ips) = changes.assigned_ips {
        row.assigned_ips = ips.join("\n");
    }
    Ok(())
}

/// Carries an action out in our books only, for a service that no module runs.
///
/// # Errors
/// When the database fails.
pub(crate) async fn in_the_books(
    act: &mut Act,
    mut row: ServiceRow,
    action: &ServiceAction,
    reason: Option<&str>,
) -> Result<()> {
    let before = row.status;
    move_status(act, action, reason, &mut row).await?;
    row.updated_at = act.at();
    service_edits::save(&mut act.conn, &row).await?;
    let text = format!("Service Status Changed to {} - Service ID: {}", row.status, row.id);
    act.log(Some(row.client_id), text).await?;
    let status = ("status", json!(before.to_string()), json!(row.status.to_string()));
    act.changed("services", row.id, &[status]).await
}

/// What an action that works would come to, in the books and in mails, for a forecast.
///
/// # Errors
/// When the database fails.
pub(crate) async fn pretend(
    act: &mut Act,
    row: ServiceRow,
    action: &ServiceAction,
    reason: Option<&str>,
) -> Result<()> {
    let (id, product) = (row.id, row.product_id);
    in_the_books(act, row, action, reason).await?;
    let product = products::by_id(&mut act.conn, product).await?;
    let has_module = product.is_some_and(|product| !product.module.is_empty());
    match services::by_id(&mut act.conn, id).await? {
        Some(row) if has_module => write_to_client(act, action, &row).await,
        _ => Ok(()),
    }
}

/// Moves the service by the model's table, and its addons with it.
async fn move_status(
    act: &mut Act,
    action: &ServiceAction,
    reason: Option<&str>,
    row: &mut ServiceRow,
) -> Result<()> {
    use ServiceStatus::{Active, Suspended};
    let at = act.at();
    // What its client wanted to end is cancelled, not terminated (B26).
    let is_wished = *action == ServiceAction::Terminate
        && cancellations::open_of(&mut act.conn, row.id).await?.is_some();
    let to = if is_wished { Some(ServiceStatus::Cancelled) } else { words::status_after(action) };
    if let Some(to) = to.filter(|to| row.status.go(*to).is_ok()) {
        row.status = to;
    }
    let conn = &mut act.conn;
    match action {
        ServiceAction::Create => {
            row.provisioned_at = row.provisioned_at.or(Some(at));
            row.suspend_reason.clear();
            row.suspended_for_overdue = false;
            row.terminated_on = None;
            // What came from another system when it had ended there may have no date.
            if row.cycle.recurs() && row.next_due_on.is_none() {
                let today = act.today();
                (row.anchor_on, row.next_due_on) = (today, Some(today));
            }
        }
        ServiceAction::Suspend => {
            row.suspend_reason = reason.unwrap_or_default().to_owned();
            row.suspended_for_overdue = payment_lifts(Suspended, &row.suspend_reason);
            service_edits::move_addons(conn, row.id, Active, Suspended, None, at).await?;
            addon_services::follow_all(act, row.id).await?;
        }
        ServiceAction::Unsuspend => {
            row.suspend_reason.clear();
            row.suspended_for_overdue = false;
            service_edits::move_addons(conn, row.id, Suspended, Active, None, at).await?;
            addon_services::follow_all(act, row.id).await?;
        }
        ServiceAction::Terminate => {
            row.provisioned_at = None;
            ended(act, row).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Keeps a fact in the product's custom field of that name, or beside the service without one.
async fn keep_fact(act: &mut Act, row: &ServiceRow, name: &str, value: &str) -> Result<()> {
    let fields = details::fields(&mut act.conn, &[row.id]).await?;
    let named = |field: &&FieldRow| custom_fields::key_of(&field.name).eq_ignore_ascii_case(name);
    let field = fields.iter().find(named);
    match field {
        Some(field) => custom_fields::put(act, field.id, &field.field_type, row.id.0, value).await,
        None => Ok(details::set_fact(&mut act.conn, row.id, name, value).await?),
    }
}
