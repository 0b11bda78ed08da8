//! The second act: what came of a call is written down, once, by the last one who held it.

use jiff::civil::Date;
use model::dates::add_months;
use model::domains::status::DomainStatus;
use serde_json::json;
use store::domains::calls::{self, CallAction};
use store::domains::name_edits;
use store::domains::names::{self, DomainRow};
use store::hosting::queue;

use super::ask::Answer;
use super::begin::{Call, UNDER_WAY};
use super::{Ran, queue_word, words};
use crate::domains::sync;
use crate::system::templates::send_if_possible;
use crate::{Act, Cx, Fault, Result, by_registrar, not_now};

/// Writes down what came of a call and tells the caller.
pub(crate) async fn write_down(cx: &Cx, call: &Call, answer: Answer) -> Result<Ran> {
    let mut act = cx.act(words::act_name(call.row.action)).await?;
    let row = names::lock(&mut act.conn, call.row.domain_id).await?;
    let row = row.ok_or_else(|| Fault::broken(format!("domain {} is gone", call.row.domain_id)))?;
    match answer {
        Answer::Done { expires_on } => {
            end(&mut act, call, "done", "").await?;
            done(&mut act, call, row, expires_on).await?;
            act.commit().await?;
            Ok(Ran::Done)
        }
        Answer::Pending { reference } => {
            end(&mut act, call, "done", &reference).await?;
            pending(&mut act, call, row).await?;
            act.commit().await?;
            Ok(Ran::Pending)
        }
        Answer::NeverArrived => {
            end(&mut act, call, "never arrived", "").await?;
            let message = "The request never arrived";
            failed(&mut act, call, &row, message).await?;
            act.commit().await?;
            Err(not_now(message))
        }
        Answer::Refused(message) => {
            end(&mut act, call, "refused", &message).await?;
            failed(&mut act, call, &row, &message).await?;
            act.commit().await?;
            Err(by_registrar(message))
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

/// The name is ours, or ours for longer.
async fn done(act: &mut Act, call: &Call, row: DomainRow, told: Option<Date>) -> Result<()> {
    let before = row.clone();
    let today = act.today();
    let months = i32::try_from(call.row.years * 12).map_err(Fault::broken)?;
    let from = call.row.expires_before.unwrap_or(today);
    let expires_on = told.or_else(|| add_months(from, months));
    let mut row = DomainRow { expires_on, synced_at: Some(act.at()), ..row };
    row.status = row.status.go(DomainStatus::Active).unwrap_or(row.status);
    if call.row.action == CallAction::Register {
        row.registered_on = today;
        row.locked = true;
    }
    if let super::begin::Wish::Register(wish) = &call.wish {
        row.nameservers = wish.name_servers.join(",");
    }
    keep(act, call, &before, row, Some(words::mail_when_done(call.row.action))).await
}

/// The registrar has begun.
async fn pending(act: &mut Act, call: &Call, row: DomainRow) -> Result<()> {
    let before = row.clone();
    let to = match call.row.action {
        CallAction::Register => Some(DomainStatus::PendingRegistration),
        CallAction::Transfer => Some(DomainStatus::PendingTransfer),
        CallAction::Renew => None,
    };
    let mut row = row;
    if let Some(to) = to {
        // From an ended status the way leads over Pending.
        let from = row.status.go(DomainStatus::Pending).unwrap_or(row.status);
        row.status = from.go(to).or_else(|_| row.status.go(to)).unwrap_or(row.status);
    }
    if call.registrar.capabilities().sync {
        sync::watch(act, row.id, call.row.id, call.row.expires_before).await?;
    }
    keep(act, call, &before, row, words::mail_when_begun(call.row.action)).await
}

async fn keep(
    act: &mut Act,
    call: &Call,
    before: &DomainRow,
    mut row: DomainRow,
    template: Option<&'static str>,
) -> Result<()> {
    row.updated_at = act.at();
    name_edits::save(&mut act.conn, &row).await?;
    let at = act.at();
    queue::worked(&mut act.conn, "domain", row.id.0, queue_word(call.row.action), at).await?;
    let word = words::log_word(call.row.action);
    let text = format!("Domain {word} Successfully - Domain ID: {} - Domain: {}", row.id, row.name);
    act.log(Some(row.client_id), text).await?;
    let day = |date: Option<Date>| json!(date.map(|date| date.to_string()));
    let fields = [
        ("status", json!(before.status.to_string()), json!(row.status.to_string())),
        ("expirydate", day(before.expires_on), day(row.expires_on)),
    ];
    act.changed("domains", row.id, &fields).await?;
    let payload = json!({ "domainid": row.id.0, "registrar": call.row.registrar });
    act.event(words::events(call.row.action).0, Some(row.client_id), &payload).await?;
    match template {
        Some(template) => send_if_possible(act, template, row.id.0).await,
        None => Ok(()),
    }
}

/// A failure is for people: a line in the log and an entry in the module queue.
async fn failed(act: &mut Act, call: &Call, row: &DomainRow, message: &str) -> Result<()> {
    let failure = queue::Failure {
        service_type: "domain",
        service_id: row.id.0,
        module: &call.row.registrar,
        action: queue_word(call.row.action),
        error: message,
    };
    let at = act.at();
    queue::failed(&mut act.conn, failure, at).await?;
    let name = words::act_name(call.row.action);
    let text = format!("{name} Failed - Domain ID: {} - Error: {message}", row.id);
    act.log(Some(row.client_id), text).await?;
    let payload =
        json!({ "domainid": row.id.0, "registrar": call.row.registrar, "error": message });
    act.event(words::events(call.row.action).1, Some(row.client_id), &payload).await
}
