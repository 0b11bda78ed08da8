//! Network issues: our own actions.

use engine::system::edits;
use engine::system::settings::Settings;
use engine::{Act, Cx, Result, invalid, not_permitted};
use model::support::todo::{IssuePriority, IssueStatus, IssueType};
use model::word::Word;
use protocol::wire::Change;
use protocol::{
    Action, AddNetworkIssue, AddNetworkIssueResponse, CloseNetworkIssue, CloseNetworkIssueResponse,
    DeleteNetworkIssue, DeleteNetworkIssueResponse, GetNetworkIssueClients,
    GetNetworkIssueClientsResponse, GetNetworkIssues, GetNetworkIssuesResponse, NetworkIssue,
    NetworkIssueClient, UpdateNetworkIssue, UpdateNetworkIssueResponse,
};
use serde_json::json;
use store::edits::Record;
use store::edits::things::NETWORK_ISSUE;
use store::support::network_issues::{self, AffectedRow, Listed, NetworkIssueRow, Wanted};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{instant, moment, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddNetworkIssue| Box::pin(add(act, call)))
        .write(|act, call: UpdateNetworkIssue| Box::pin(update(act, call)))
        .write(|act, call: CloseNetworkIssue| Box::pin(close(act, call)))
        .write(|act, call: DeleteNetworkIssue| Box::pin(delete(act, call)))
        .read(|cx, call: GetNetworkIssues| Box::pin(get(cx, call)))
        .read(|cx, call: GetNetworkIssueClients| Box::pin(clients(cx, call)))
}

async fn add(act: &mut Act, call: AddNetworkIssue) -> Result<AddNetworkIssueResponse> {
    let at = act.at();
    let start = call.startdate.and_then(|date| instant(&act.settings, date)).unwrap_or(at);
    let end = call.enddate.and_then(|date| instant(&act.settings, date));
    ordered(start, end)?;
    let has_server = call.serverid.is_some_and(|id| id > 0);
    let kind = if has_server { IssueType::Server } else { IssueType::Other };
    let word = |given: Option<String>, word: &'static str| {
        given.filter(|text| !text.trim().is_empty()).or_else(|| Some(word.to_owned()))
    };
    let fields = Fields::new()
        .needed("title", call.title)?
        .text("description", call.description)
        .word("kind", "type", word(call.r#type, kind.word()), &words(IssueType::ALL))?
        .reference("server_id", call.serverid)
        .text("affecting", call.affecting)
        .word("priority", "priority", word(call.priority, "Medium"), &words(IssuePriority::ALL))?
        .word("status", "status", word(call.status, "Reported"), &words(IssueStatus::ALL))?
        .instant("starts_at", Some(Some(start)))
        .instant("ends_at", Some(end))
        .instant("created_at", Some(Some(at)))
        .instant("updated_at", Some(Some(at)));
    let id = edits::add(act, &NETWORK_ISSUE, fields.done()).await?;
    act.event("NetworkIssueAdded", None, &json!({ "issue": id })).await?;
    Ok(AddNetworkIssueResponse { issueid: id.into() })
}

async fn update(act: &mut Act, call: UpdateNetworkIssue) -> Result<UpdateNetworkIssueResponse> {
    let id = number(call.issueid);
    let before = edits::one(&mut act.conn, &NETWORK_ISSUE, id).await?;
    let start = call.startdate.and_then(|date| instant(&act.settings, date));
    let end = match call.enddate {
        Change::Keep => None,
        Change::Clear => Some(None),
        Change::To(date) => Some(instant(&act.settings, date)),
    };
    let kept = Some(before.number("ends_at")).filter(|at| *at > 0);
    ordered(start.unwrap_or(before.number("starts_at")), end.unwrap_or(kept))?;
    let fields = Fields::new()
        .kept("title", call.title)?
        .text("description", call.description.text())
        .word("kind", "type", call.r#type, &words(IssueType::ALL))?
        .reference("server_id", call.serverid)
        .text("affecting", call.affecting.text())
        .word("priority", "priority", call.priority, &words(IssuePriority::ALL))?
        .word("status", "status", call.status, &words(IssueStatus::ALL))?
        .instant("starts_at", start.map(Some))
        .instant("ends_at", end)
        .instant("updated_at", Some(Some(act.at())));
    edits::change(act, &NETWORK_ISSUE, id, fields.done()).await?;
    tell(act, &before, id).await?;
    Ok(UpdateNetworkIssueResponse { issueid: id.into() })
}

/// A change to "resolved" is what others wait for; it has an event of its own.
async fn tell(act: &mut Act, before: &Record, id: i64) -> Result<()> {
    let after = edits::one(&mut act.conn, &NETWORK_ISSUE, id).await?;
    let is_resolved = |row: &Record| row.text("status") == IssueStatus::Resolved.word();
    let kind = match (is_resolved(before), is_resolved(&after)) {
        (false, true) => "NetworkIssueClosed",
        (true, false) => "NetworkIssueReopened",
        _ => "NetworkIssueChanged",
    };
    act.event(kind, None, &json!({ "issue": id })).await
}

async fn close(act: &mut Act, call: CloseNetworkIssue) -> Result<CloseNetworkIssueResponse> {
    let at = act.at();
    let id = number(call.issueid);
    let before = edits::one(&mut act.conn, &NETWORK_ISSUE, id).await?;
    let start = before.number("starts_at");
    let given = call.enddate.and_then(|date| instant(&act.settings, date));
    // What was planned for later and is done already never began after its end.
    let end = given.unwrap_or(at.max(start));
    ordered(start, Some(end))?;
    let fields = Fields::new()
        .text("status", Some(IssueStatus::Resolved.word().to_owned()))
        .instant("ends_at", Some(Some(end)))
        .instant("updated_at", Some(Some(at)));
    edits::change(act, &NETWORK_ISSUE, id, fields.done()).await?;
    tell(act, &before, id).await?;
    Ok(CloseNetworkIssueResponse { issueid: id.into() })
}

async fn delete(act: &mut Act, call: DeleteNetworkIssue) -> Result<DeleteNetworkIssueResponse> {
    let id = number(call.issueid);
    edits::remove(act, &NETWORK_ISSUE, id).await?;
    act.event("NetworkIssueDeleted", None, &json!({ "issue": id })).await?;
    Ok(DeleteNetworkIssueResponse { issueid: id.into() })
}

async fn get(cx: &Cx, call: GetNetworkIssues) -> Result<GetNetworkIssuesResponse> {
    let status = call.status.unwrap_or_default();
    let wanted = match status.trim() {
        "" => Wanted::All,
        word if word.eq_ignore_ascii_case("open") => Wanted::Open,
        word => {
            let known = IssueStatus::from_word(word);
            let known = known.ok_or_else(|| invalid("status", "Invalid status"))?;
            Wanted::Status(known.word())
        }
    };
    let (start, limit) = page(call.limitstart, call.limitnum);
    let settings = cx.engine.settings().await?;
    let listed = Listed {
        id: call.issueid.map(number),
        wanted,
        server: call.serverid.map(number),
        client: call.clientid.map(number),
    };
    let mut c = cx.read().await?;
    let (rows, total) = network_issues::list(&mut c, &listed, start, limit).await?;
    Ok(GetNetworkIssuesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        issues: rows.into_iter().map(|row| wire(&settings, row)).collect(),
    })
}

fn wire(settings: &Settings, row: NetworkIssueRow) -> NetworkIssue {
    let status = IssueStatus::from_word(&row.status);
    NetworkIssue {
        id: row.id.into(),
        title: row.title.into(),
        description: row.description.into(),
        r#type: row.kind.into(),
        serverid: row.server_id.unwrap_or_default().into(),
        servername: row.server_name.into(),
        affecting: row.affecting.into(),
        priority: row.priority.into(),
        open: status.is_some_and(IssueStatus::is_open).into(),
        status: row.status.into(),
        startdate: moment(settings, Some(row.starts_at)),
        enddate: moment(settings, row.ends_at),
        lastupdate: moment(settings, Some(row.updated_at)),
    }
}

async fn clients(cx: &Cx, call: GetNetworkIssueClients) -> Result<GetNetworkIssueClientsResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetNetworkIssueClients::NAME));
    }
    let (start, limit) = page(call.limitstart, call.limitnum);
    let id = number(call.issueid);
    let mut c = cx.read().await?;
    edits::one(&mut c, &NETWORK_ISSUE, id).await?;
    let (rows, total) = network_issues::affected(&mut c, id, start, limit).await?;
    let client = |row: AffectedRow| NetworkIssueClient {
        clientid: row.client_id.into(),
        name: row.name.into(),
        email: row.email.into(),
        services: row.services.into(),
    };
    Ok(GetNetworkIssueClientsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        clients: rows.into_iter().map(client).collect(),
    })
}

/// Nothing ends before it begins.
fn ordered(start: i64, end: Option<i64>) -> Result<()> {
    match end {
        Some(end) if end < start => Err(invalid("enddate", "The end is before the beginning")),
        _ => Ok(()),
    }
}

fn words<W: Word>(all: &[W]) -> Vec<&'static str> {
    all.iter().map(|each| each.word()).collect()
}
