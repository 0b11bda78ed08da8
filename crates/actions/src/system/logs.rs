//! `GetAuditLog` and `GetEmailLog`: what was changed, and what was written to clients. Our own.

use engine::{Cx, Result, invalid, not_permitted};
use model::people::email::fold;
use protocol::{
    Action as _, AuditEntry, GetAuditLog, GetAuditLogResponse, GetEmailLog, GetEmailLogResponse,
    LoggedEmail,
};
use store::people::emails::{self, EmailRow, State};
use store::system::audit::{self, AuditRow, Wanted};

use crate::Registry;
use crate::wire::{moment, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetAuditLog| Box::pin(audit_log(cx, call)))
        .read(|cx, call: GetEmailLog| Box::pin(email_log(cx, call)))
}

async fn audit_log(cx: &Cx, call: GetAuditLog) -> Result<GetAuditLogResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetAuditLog::NAME));
    }
    let settings = cx.engine.settings().await?;
    let (start, limit) = page(call.limitstart, call.limitnum);
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    // Doors and actors are words in small letters.
    let small = |text: Option<String>| given(text).map(|text| text.trim().to_lowercase());
    let (door, actor) = (small(call.door), small(call.actor));
    let (action, entity) = (given(call.name), small(call.entity));
    let wanted = Wanted {
        id: call.logid.map(number),
        door: door.as_deref(),
        actor: actor.as_deref(),
        actor_id: call.actorid.map(number),
        action: action.as_deref(),
        entity: entity.as_deref(),
        entity_id: call.entityid.map(number),
    };
    let (rows, total) = audit::list(&mut cx.read().await?, wanted, start, limit).await?;
    let shown = |row: AuditRow| AuditEntry {
        logid: row.id.into(),
        date: moment(&settings, Some(row.at)),
        actor: row.actor.into(),
        actorid: row.actor_id.unwrap_or_default().into(),
        ipaddress: row.ip.into(),
        door: row.door.into(),
        name: row.action.into(),
        entity: row.entity.into(),
        entityid: row.entity_id.into(),
        changes: row.changes.into(),
    };
    Ok(GetAuditLogResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        entries: rows.into_iter().map(shown).collect(),
    })
}

async fn email_log(cx: &Cx, call: GetEmailLog) -> Result<GetEmailLogResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetEmailLog::NAME));
    }
    let settings = cx.engine.settings().await?;
    let (start, limit) = page(call.limitstart, call.limitnum);
    let state = match call.state.as_deref().map(str::trim).unwrap_or_default() {
        "" => None,
        word if word.eq_ignore_ascii_case("sent") => Some(State::Sent),
        word if word.eq_ignore_ascii_case("waiting") => Some(State::Waiting),
        word if word.eq_ignore_ascii_case("failed") => Some(State::Failed),
        _ => return Err(invalid("state", "It is sent, waiting or failed")),
    };
    let subject = call.subject.map(|text| fold(&text)).filter(|text| !text.is_empty());
    let mut c = cx.read().await?;
    let (rows, total) = emails::all(&mut c, state, subject.as_deref(), start, limit).await?;
    let shown = |row: EmailRow| LoggedEmail {
        id: row.id.0.into(),
        userid: row.client_id.0.into(),
        to: row.to_address.into(),
        subject: row.subject.into(),
        date: moment(&settings, Some(row.created_at)),
        sent: row.sent_at.is_some().into(),
        failed: row.failed_at.is_some().into(),
        failure: row.failure.into(),
        attempts: row.attempts.into(),
    };
    Ok(GetEmailLogResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        emails: rows.into_iter().map(shown).collect(),
    })
}
