//! One ticket: what was said, and the answer to it.

pub(super) mod canned;
mod new;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use engine::{Caller, Door, Meaning};
use protocol::{
    AddTicketNote, AddTicketReply, BlockTicketSender, DeleteTicket, DeleteTicketNote,
    DeleteTicketReply, GetAdminUsers, GetClientsProducts, GetTicket, GetTicketAttachment,
    GetTicketPredefinedReplies, GetTicketResponse, GetTicketTags, MergeTicket, SetTicketTags,
    SplitTicket, TicketAttachment, TicketReply, UpdateTicket, UpdateTicketReply,
};
use serde_json::{Value, json};

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::{Said, run, tried};
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::{client, live, pick};
use crate::App;
use crate::rest::support::files::Download;
use crate::routing::{get, post};
use crate::whmcs::CallError;

/// Letters of a message by which it is chosen.
const SHOWN: usize = 60;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/tickets/new", get(new::form).merge(post(new::submit)))
        .route("/admin/tickets/{id}", get(page).merge(post(submit)))
        .route("/admin/tickets/{id}/file", get(file))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, BTreeMap::new(), Problems::default()).await
}

async fn show(
    desk: &Desk,
    id: u64,
    typed: BTreeMap<String, String>,
    problems: Problems,
) -> Result<Response, Fail> {
    let ticket = desk.call(GetTicket { ticketid: Some(id), ..GetTicket::default() }).await?;
    let services = GetClientsProducts {
        clientid: ticket.userid.id(),
        limitnum: Some(20),
        ..GetClientsProducts::default()
    };
    let services = match ticket.userid.id() {
        Some(_) => desk.maybe(services).await.map(|found| found.products.0.product.0),
        None => None,
    };
    let canned = desk.maybe(GetTicketPredefinedReplies::default()).await;
    let tags = desk.maybe(GetTicketTags { ticketid: Some(id), search: None }).await;
    let tags = tags.map(|found| found.tags.0.tag.0).unwrap_or_default();
    let status = problems.status();
    let title = format!("#{} {}", ticket.tid, ticket.subject);
    let preview = typed.get("do").filter(|verb| *verb == "preview").and(typed.get("message"));
    let client = client::owner(desk, ticket.userid.0).await.unwrap_or_default();
    let canned = canned.map(|found| found.predefinedreplies.0.predefinedreply.0);
    let canned = canned.map(|rows| canned::replies(&rows, &ticket, &client));
    let view = json!({
        "preview": preview,
        "client": client,
        "services": services,
        "canned": canned,
        "tags": tags.iter().map(|tag| &*tag.tag).collect::<Vec<_>>(),
        "movable": movable(&ticket),
        "departments": pick::departments(desk).await,
        "states": pick::ticket_states(desk).await,
        "staff": pick::staff(desk, "Nobody").await,
        "posts": posts(&ticket, id),
        "here": live::others(desk, id).await,
        "fields": typed,
        "problems": problems,
        "ticket": ticket,
    });
    Ok(desk.page(status, "admin/ticket.html", &title, view).await)
}

/// A field in which no file was chosen is sent as one without a name.
pub(super) fn drop_no_files(posted: &mut Posted) {
    let files = posted.fields().into_iter().filter(|(name, value)| {
        name.starts_with("attachments") && (value.is_empty() || !name.ends_with(']'))
    });
    for (name, _) in files.collect::<Vec<_>>() {
        posted.drop(&name);
        if let Some(file) = name.strip_suffix("[name]") {
            posted.drop(&format!("{file}[data]"));
        }
    }
}

async fn submit(desk: Desk, Path(id): Path<u64>, mut posted: Posted) -> Result<Response, Fail> {
    let key = ("ticketid", id);
    drop_no_files(&mut posted);
    let said = match posted.verb() {
        "preview" => return show(&desk, id, posted.fields(), Problems::default()).await,
        "reply" => {
            let posted = posted.clone().with("adminusername", username(&desk).await);
            run::<AddTicketReply>(&desk, &posted, key, "The reply was sent").await?
        }
        "note" => run::<AddTicketNote>(&desk, &posted, key, "The note was added").await?,
        "update" if posted.all("subject").any(|text| text.trim().is_empty()) => {
            Err(Problems::one("subject", "Please fill this in"))
        }
        "update" => {
            let mut call = posted.emptying(&["cc"]);
            if call.text("flag") == "0" {
                call.drop("flag");
                call.set("removeFlag", 1);
            }
            run::<UpdateTicket>(&desk, &call, key, "Saved").await?
        }
        "close" => {
            let posted = posted.clone().with("status", "Closed");
            run::<UpdateTicket>(&desk, &posted, key, "The ticket is closed").await?
        }
        "mine" => {
            let Some(me) = desk.adminid() else { return Err(Fail::missing(&desk)) };
            let posted = posted.clone().with("flag", me);
            run::<UpdateTicket>(&desk, &posted, key, "The ticket is yours").await?
        }
        "merge" => merge(&desk, id, &posted).await?,
        "tag" => run::<SetTicketTags>(&desk, &posted, key, "The tags are saved").await?,
        "split" => {
            let chosen: Vec<&str> = posted.all("replyids").filter(|id| !id.is_empty()).collect();
            let chosen = chosen.join(",");
            posted.set("replyids", chosen);
            match desk.submit::<SplitTicket>(&posted.clone().with("ticketid", id)).await? {
                Tried::Done(new) => {
                    let said = format!("They are ticket #{} now", new.tid);
                    return Ok(desk.go(&format!("/admin/tickets/{}", new.ticketid), &said));
                }
                Tried::Again(problems) => Err(problems),
            }
        }
        "resay" => run::<UpdateTicketReply>(&desk, &posted, key, "The message is saved").await?,
        "delete" | "block" | "unsay" | "unnote" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, question(posted.verb(), id)).await);
        }
        "unsay" => run::<DeleteTicketReply>(&desk, &posted, key, "The message is gone").await?,
        "unnote" => run::<DeleteTicketNote>(&desk, &posted, key, "The note is gone").await?,
        "block" => run::<BlockTicketSender>(&desk, &posted, key, "The sender is blocked").await?,
        "delete" => {
            let posted = posted.clone().with("ticketid", id);
            match tried(desk.submit::<DeleteTicket>(&posted).await?, "The ticket is gone") {
                Ok(said) => return Ok(desk.go("/admin/tickets?status=Awaiting+Reply", &said)),
                Err(problems) => Err(problems),
            }
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) if posted.verb() == "update" => Ok(desk.go(&onward(&desk, id).await, &said)),
        Ok(said) => Ok(desk.go(&format!("/admin/tickets/{id}"), &said)),
        Err(problems) => show(&desk, id, posted.fields(), problems).await,
    }
}

/// The page of a ticket; the list where it is one of a department now whose tickets the member does
/// not see.
async fn onward(desk: &Desk, id: u64) -> String {
    let call = GetTicket { ticketid: Some(id), ..GetTicket::default() };
    match desk.ask(call).await {
        Err(CallError::Refused(_)) => "/admin/tickets?status=Awaiting+Reply".to_owned(),
        _ => format!("/admin/tickets/{id}"),
    }
}

/// Makes those that the form names part of this one. A name is what people read, or an inner
/// number; the action knows only these.
async fn merge(desk: &Desk, id: u64, posted: &Posted) -> Result<Said, Fail> {
    let field = "mergeticketids";
    let typed = posted.text(field).split([',', ' ']).map(|name| name.trim_start_matches('#'));
    let typed: Vec<String> = typed.filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect();
    let (mut ids, mut unknown) = (Vec::new(), Vec::new());
    for name in typed {
        match named(desk, &name).await? {
            Some(number) if ids.contains(&number) => {}
            Some(number) => ids.push(number),
            None => unknown.push(name),
        }
    }
    if !unknown.is_empty() {
        let said = format!("There is no ticket {}", unknown.join(", "));
        return Ok(Err(Problems::one(field, said)));
    }
    let call = posted.clone().with(field, ids.join(","));
    run::<MergeTicket>(desk, &call, ("ticketid", id), "The tickets are one").await
}

/// The inner number of a ticket; of two meanings of the same digits, that one counts.
async fn named(desk: &Desk, name: &str) -> Result<Option<String>, Fail> {
    let ticketnum = Some(name.to_owned());
    let mut calls = vec![GetTicket { ticketnum, ..GetTicket::default() }];
    if let Ok(number) = name.parse::<u64>() {
        calls.insert(0, GetTicket { ticketid: Some(number), ..GetTicket::default() });
    }
    for call in calls {
        match desk.ask(call).await {
            Ok(found) => return Ok(Some(found.ticketid.to_string())),
            Err(CallError::Refused(refusal)) if refusal.meaning == Meaning::NotFound => {}
            Err(error) => return Err(Fail::new(desk, error)),
        }
    }
    Ok(None)
}

/// What was said and noted, in the order of time, with the addresses of files.
fn posts(ticket: &GetTicketResponse, id: u64) -> Vec<Value> {
    let files = |kind: &str, of: i64, files: &[TicketAttachment]| -> Vec<Value> {
        let of = if of == 0 { id.to_string() } else { of.to_string() };
        let one = |file: &TicketAttachment| {
            let index = file.index.0;
            let href = format!("/admin/tickets/{id}/file?kind={kind}&of={of}&index={index}");
            json!({ "name": file.filename, "href": href })
        };
        files.iter().map(one).collect()
    };
    let said = ticket.replies.0.reply.iter().map(|reply| {
        let number = reply.replyid.id().and_then(|id| i64::try_from(id).ok()).unwrap_or(0);
        let kind = if number == 0 { "ticket" } else { "reply" };
        json!({
            "id": number,
            "kind": if reply.admin.is_empty() { "" } else { "staff" },
            "name": writer(reply),
            "date": reply.date,
            "message": reply.message,
            "files": files(kind, number, &reply.attachments.0),
        })
    });
    let noted = ticket.notes.0.note.iter().map(|note| {
        let number = note.noteid.id().and_then(|id| i64::try_from(id).ok()).unwrap_or(0);
        json!({
            "id": number,
            "kind": "note",
            "name": note.admin,
            "date": note.date,
            "message": note.message,
            "files": files("note", number, &note.attachments.0),
        })
    });
    let mut posts: Vec<Value> = said.chain(noted).collect();
    posts.sort_by(|a, b| a["date"].as_str().cmp(&b["date"].as_str()));
    posts
}

/// `GET /admin/tickets/{id}/file`: a file of what was said, by kind, number and place.
async fn file(desk: Desk, Path(_): Path<u64>) -> Result<Response, Fail> {
    let query = desk.query();
    let number = |name: &str| query.text(name).parse().map_err(|_| Fail::missing(&desk));
    let call = GetTicketAttachment {
        relatedid: number("of")?,
        r#type: query.text("kind").to_owned(),
        index: number("index")?,
    };
    let found = desk.call(call).await?;
    let bytes = BASE64.decode(found.data.as_bytes()).map_err(|_| Fail::missing(&desk))?;
    Ok(Download { name: found.filename.0, bytes }.into_response())
}

/// Who wrote a message; empty when nobody is named.
fn writer(reply: &TicketReply) -> String {
    let names = [&reply.admin, &reply.requestor_name, &reply.name, &reply.email];
    let name = names.into_iter().find(|name| !name.is_empty());
    name.map(ToString::to_string).unwrap_or_default()
}

/// The messages that can be taken out, by number: who wrote them, and how they begin.
fn movable(ticket: &GetTicketResponse) -> Vec<(i64, String)> {
    let said = ticket.replies.0.reply.iter().filter(|reply| reply.replyid.0 > 0);
    let one = |reply: &TicketReply| {
        let words = reply.message.split_whitespace().collect::<Vec<_>>().join(" ");
        let words: String = words.chars().take(SHOWN).collect();
        (reply.replyid.0, format!("{}: {words}", writer(reply)))
    };
    said.map(one).collect()
}

/// The name under which the staff member replies.
async fn username(desk: &Desk) -> String {
    let system = Caller::system(Door::Page);
    let found = Box::pin(desk.app().whmcs().call(&system, GetAdminUsers::default())).await;
    let rows = found.map(|found| found.admin_users.0).unwrap_or_default();
    let own = rows.iter().find(|row| row.id.0 == desk.staff().0);
    own.map_or_else(|| desk.name().to_owned(), |row| row.username.to_string())
}

fn question(verb: &str, id: u64) -> Question {
    let (title, text, button) = match verb {
        "block" => (
            "Block this sender?",
            "What this address writes from now on is thrown away.",
            "Block the sender",
        ),
        "unsay" => (
            "Delete this message?",
            "It disappears from the ticket, with its files. Mails that went out stay as they are.",
            "Delete the message",
        ),
        "unnote" => ("Delete this note?", "Nobody can read it afterwards.", "Delete the note"),
        _ => (
            "Delete this ticket for good?",
            "What was said in it disappears. This cannot be undone.",
            "Delete for good",
        ),
    };
    Question {
        title: title.to_owned(),
        text: text.to_owned(),
        button,
        back: format!("/admin/tickets/{id}"),
        ..Question::default()
    }
}

/// Opens a ticket in the name of the staff or of a client.
pub(super) async fn open(desk: &Desk, posted: &Posted) -> Result<Result<i64, Problems>, Fail> {
    Ok(match desk.submit::<protocol::OpenTicket>(posted).await? {
        Tried::Done(answer) => Ok(answer.id.0),
        Tried::Again(problems) => Err(problems),
    })
}
