//! Tickets: the list, a conversation, its files.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use engine::support::files::FILE_BYTES_MAX;
use model::people::permission::ClientPermission;
use protocol::wire::{Flag, Group, Json64, List};
use protocol::{
    AddTicketFeedback, AddTicketReply, Form, GetTicketResponse, GetTickets, NewAttachment, Node,
    RateTicketReply, TicketField, TicketReply,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::list::{ROWS, Wanted};
use crate::pages::filled::Filled;
use crate::pages::language::{tell, tell_with};
use crate::pages::sorry::{Sorry, missing};
use crate::pages::view;
use crate::rest::support::files::Download;

/// Files of one message at most.
const FILES_MAX: usize = 10;
/// The lists that one can choose between: name and the status of the protocol.
const LISTS: [(&str, &str); 3] =
    [("Open", "All Active Tickets"), ("Answered", "Answered"), ("Closed", "Closed")];

/// `GET /tickets`
pub(super) async fn list(here: Member, Query(wanted): Query<Wanted>) -> Shown {
    let chosen = LISTS.iter().find(|(name, _)| *name == wanted.status);
    let call = GetTickets {
        status: chosen.map(|(_, status)| (*status).to_owned()),
        limitstart: Some(wanted.start()),
        limitnum: Some(ROWS),
        ..GetTickets::default()
    };
    let found = here.door(ClientPermission::Tickets)?.tickets(call).await?;
    let pages = wanted.pages("/tickets", found.totalresults.0);
    let rows: Vec<Value> = found
        .tickets
        .0
        .ticket
        .into_iter()
        .map(|row| {
            json!({
                "id": row.id.0,
                "tid": row.tid.to_string(),
                "subject": row.subject.to_string(),
                "status": row.status.to_string(),
                "priority": row.priority.to_string(),
                "changed": row.lastreply.to_string(),
            })
        })
        .collect();
    let lists = LISTS.map(|(name, _)| name);
    let list = chosen.map(|(name, _)| *name);
    here.page("client/tickets.html", &tell("support"))
        .nav("support")
        .show(json!({ "rows": rows, "pages": pages, "lists": lists, "list": list }))
        .await
}

/// `GET /tickets/number/{tid}`: the number in mails.
pub(super) async fn numbered(here: Member, Path(tid): Path<String>) -> Shown {
    let id = here.door(ClientPermission::Tickets)?.ticket_numbered(&tid).await?;
    Ok(Redirect::to(&format!("/tickets/{id}")).into_response())
}

/// `GET /tickets/{id}`
pub(super) async fn detail(here: Member, Path(id): Path<u64>) -> Shown {
    show(&here, id, Filled::default()).await
}

async fn show(here: &Member, id: u64, filled: Filled) -> Shown {
    let ticket = here.door(ClientPermission::Tickets)?.ticket(id).await?;
    let messages: Vec<Value> =
        ticket.replies.0.reply.iter().map(|reply| message(&ticket, id, reply)).collect();
    let title = format!("#{} {}", ticket.tid, ticket.subject);
    let view = json!({
        "id": id,
        "tid": ticket.tid.to_string(),
        "subject": ticket.subject.to_string(),
        "status": ticket.status.to_string(),
        "priority": ticket.priority.to_string(),
        "department": ticket.deptname.to_string(),
        "opened": ticket.date.to_string(),
        "changed": ticket.lastreply.to_string(),
        "closed": ticket.status == "Closed",
        "fields": fields(&ticket),
    });
    here.page("client/ticket.html", &title)
        .nav("support")
        .crumb(&tell("tickets"), "/tickets")
        .crumb(&format!("#{}", ticket.tid), "")
        .unless(filled.is_good())
        .show(json!({
            "ticket": view,
            "messages": messages,
            "preview": preview(here, &filled),
            "attaching": attaching(here).await,
            "filled": filled,
            "said": Filled::with([("rating", "5".to_owned())]),
        }))
        .await
}

/// What was said to the department's own questions; a secret only that there is one.
fn fields(ticket: &GetTicketResponse) -> Vec<(String, String)> {
    let rows = ticket.customfields.iter().flat_map(|rows| rows.0.customfield.iter());
    let shown = |row: &TicketField| match &*row.r#type {
        "password" => "••••••".to_owned(),
        "tickbox" => tell("kb-yes"),
        _ => row.value.to_string(),
    };
    rows.map(|row| (row.name.to_string(), shown(row))).collect()
}

fn message(ticket: &GetTicketResponse, id: u64, reply: &TicketReply) -> Value {
    let staff = !reply.admin.is_empty();
    let named = [&*reply.admin, &*reply.requestor_name, &*reply.name, &*ticket.name];
    let name = named.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let of_reply = reply.replyid.id().map(|reply| format!("&reply={reply}")).unwrap_or_default();
    let files = reply.attachments.0.iter().map(|file| {
        let path = format!("/tickets/{id}/file?index={}{of_reply}", file.index.0);
        json!({ "name": file.filename.to_string(), "path": path })
    });
    json!({
        "name": if name.is_empty() { tell("you") } else { name.to_owned() },
        "staff": staff,
        "reply": reply.replyid.id(),
        "rating": reply.rating.as_ref().map_or(0, |rating| rating.0),
        "date": reply.date.to_string(),
        "text": reply.message.to_string(),
        "files": files.collect::<Vec<_>>(),
    })
}

/// `POST /tickets/{id}/reply`
pub(super) async fn reply(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &["message"]);
    filled.need(&[("message", "write-message")]);
    let attachments = files(here.form(), &mut filled);
    if filled.is_good() && !is_preview(&here) {
        let call = AddTicketReply {
            ticketid: id,
            message: filled.text("message").to_owned(),
            markdown: Flag(true),
            attachments,
            ..AddTicketReply::default()
        };
        match here.door(ClientPermission::Tickets)?.reply(call).await {
            Ok(()) => return here.done(&format!("/tickets/{id}"), &tell("message-sent")),
            Err(error) => filled.refused(error, &[("attachments", "files")])?,
        }
    }
    show(&here, id, filled).await
}

/// `POST /tickets/{id}/close`
pub(super) async fn close(here: Member, Path(id): Path<u64>) -> Shown {
    let path = format!("/tickets/{id}");
    match here.door(ClientPermission::Tickets)?.close_ticket(id).await {
        Ok(()) => here.done(&path, &tell("ticket-is-closed")),
        Err(error) => here.refused(&path, error),
    }
}

/// `POST /tickets/{id}/reopen`
pub(super) async fn reopen(here: Member, Path(id): Path<u64>) -> Shown {
    let path = format!("/tickets/{id}");
    match here.door(ClientPermission::Tickets)?.reopen_ticket(id).await {
        Ok(()) => here.done(&path, &tell("ticket-reopened")),
        Err(error) => here.refused(&path, error),
    }
}

/// `POST /tickets/{id}/rate`
pub(super) async fn rate(here: Member, Path(id): Path<u64>) -> Shown {
    let path = format!("/tickets/{id}");
    let number = |name| here.form().text(name).and_then(|text| text.parse().ok());
    let call = RateTicketReply {
        ticketid: id,
        replyid: number("reply").unwrap_or_default(),
        rating: number("rating").unwrap_or_default(),
    };
    match here.door(ClientPermission::Tickets)?.rate_reply(call).await {
        Ok(()) => here.done(&path, &tell("thanks-for-telling")),
        Err(error) => here.refused(&path, error),
    }
}

/// `POST /tickets/{id}/feedback`
pub(super) async fn feedback(here: Member, Path(id): Path<u64>) -> Shown {
    let path = format!("/tickets/{id}");
    let rating = here.form().text("rating").and_then(|text| text.parse().ok());
    let call = AddTicketFeedback {
        ticketid: id,
        rating: rating.unwrap_or_default(),
        comments: here.form().text("comments").map(str::to_owned),
    };
    match here.door(ClientPermission::Tickets)?.say_of_ticket(call).await {
        Ok(()) => here.done(&path, &tell("thanks-for-telling")),
        Err(error) => here.refused(&path, error),
    }
}

/// Which file of a ticket.
#[derive(Debug, Deserialize)]
pub(super) struct Which {
    reply: Option<u64>,
    index: u64,
}

/// `GET /tickets/{id}/file`
pub(super) async fn file(
    here: Member,
    Path(id): Path<u64>,
    Query(which): Query<Which>,
) -> Result<Download, Sorry> {
    let door = here.door(ClientPermission::Tickets)?;
    let file = door.attachment(id, which.reply, which.index).await?;
    let bytes = BASE64.decode(file.data.as_bytes()).map_err(|_| missing())?;
    Ok(Download { name: file.filename.0, bytes })
}

/// What may be sent along, for the form to say.
pub(super) async fn attaching(here: &Member) -> Value {
    let types = view::setting(&here.app, &here.session.caller, "TicketAllowedFileTypes").await;
    let types: Vec<&str> =
        types.split(',').map(str::trim).filter(|each| !each.is_empty()).collect();
    let size = tell_with("size-mb", &[("number", (FILE_BYTES_MAX / (1024 * 1024)).into())]);
    json!({
        "types": types.join(","),
        "said": types.join(", "),
        "count": FILES_MAX,
        "bytes": FILE_BYTES_MAX,
        "size": size,
    })
}

/// Whether the message is only to be shown as it will look.
pub(super) fn is_preview(here: &Member) -> bool {
    here.form().text("do") == Some("preview")
}

/// The message that is to be shown as it will look.
pub(super) fn preview(here: &Member, filled: &Filled) -> Option<String> {
    is_preview(here).then(|| filled.text("message").to_owned()).filter(|text| !text.is_empty())
}

/// The files of a form: of each its name and its bytes in base64.
pub(super) fn files(
    form: &Form,
    filled: &mut Filled,
) -> Option<Json64<List<Group<NewAttachment>>>> {
    let mut form = form.clone();
    let Some(Node::Branch(branch)) = form.take("files") else { return None };
    let mut files = Vec::new();
    for (_, node) in branch.into_entries() {
        let Node::Branch(file) = node else { continue };
        let mut file = file.into_entries().into_iter();
        let mut text = |wanted: &str| match file.next() {
            Some((key, Node::Text(text))) if key == wanted => text,
            _ => String::new(),
        };
        let (name, data) = (text("name"), text("data"));
        // A field without a file is sent as one without a name.
        if !name.is_empty() {
            files.push(Group(NewAttachment { name, data }));
        }
    }
    if files.len() > FILES_MAX {
        filled.problem("files", tell_with("too-many-files", &[("most", FILES_MAX.into())]));
    }
    (!files.is_empty()).then(|| Json64(files.into()))
}
