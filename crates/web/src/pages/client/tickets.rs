//! Tickets: the list, a conversation, a new one, its files.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use engine::support::files::FILE_BYTES_MAX;
use model::domains::name::for_people;
use model::people::permission::ClientPermission;
use protocol::wire::{Flag, Group, Json64, List};
use protocol::{
    AddTicketFeedback, AddTicketReply, Form, GetClientsProducts, GetSupportDepartments,
    GetTicketResponse, GetTickets, NewAttachment, Node, OpenTicket, RateTicketReply, TicketReply,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::list::{ROWS, Wanted};
use crate::pages::filled::Filled;
use crate::pages::language::{self, tell, tell_with};
use crate::pages::sorry::{Sorry, missing};
use crate::pages::view;
use crate::rest::support::files::Download;

/// Files of one message at most.
const FILES_MAX: usize = 10;
/// The lists that one can choose between: name and the status of the protocol.
const LISTS: [(&str, &str); 3] =
    [("Open", "All Active Tickets"), ("Answered", "Answered"), ("Closed", "Closed")];
const PRIORITIES: [&str; 3] = ["Low", "Medium", "High"];

/// What the address of a new ticket may say.
#[derive(Debug, Default, Deserialize)]
pub(super) struct About {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    service: String,
}

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

/// `GET /tickets/new`
pub(super) async fn form(here: Member, Query(about): Query<About>) -> Shown {
    let filled = Filled::with([
        ("subject", about.subject),
        ("service", about.service),
        ("priority", "Medium".to_owned()),
    ]);
    show_form(&here, filled).await
}

async fn show_form(here: &Member, filled: Filled) -> Shown {
    let door = here.door(ClientPermission::Tickets)?;
    let call = GetSupportDepartments { ignore_dept_assignments: true.into() };
    let departments = here.app.whmcs().call(&here.session.caller, call).await?.departments;
    let departments = departments.0.department.into_iter();
    let departments: Vec<_> = departments.map(|row| (row.id.0, row.name.to_string())).collect();
    let mut services = vec![(String::new(), tell("none-in-particular"))];
    if here.session.may(ClientPermission::Products) {
        let call = GetClientsProducts { limitnum: Some(100), ..GetClientsProducts::default() };
        let rows = door.services(call).await?.products.0.product;
        services.extend(rows.into_iter().map(|row| {
            let host = if row.domain.is_empty() {
                String::new()
            } else {
                format!(": {}", for_people(&row.domain))
            };
            (row.id.to_string(), format!("{}{host}", row.name))
        }));
    }
    here.page("client/ticket_new.html", &tell("ticket-new"))
        .nav("support")
        .crumb(&tell("tickets"), "/tickets")
        .crumb(&tell("ticket-new"), "")
        .unless(filled.is_good())
        .show(json!({
            "preview": preview(here, &filled),
            "attaching": attaching(here).await,
            "filled": filled,
            "departments": departments,
            "services": services,
            "priorities": PRIORITIES.map(|each| (each, language::word("priority", each))),
        }))
        .await
}

/// What may be sent along, for the form to say.
async fn attaching(here: &Member) -> Value {
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

/// `POST /tickets/new`
pub(super) async fn open(here: Member) -> Shown {
    let names = ["department", "subject", "service", "priority", "message"];
    let mut filled = Filled::typed(here.form(), &names);
    filled.need(&[("subject", "enter-subject"), ("message", "write-message")]);
    let department = filled.text("department").parse().ok();
    if department.is_none() {
        filled.problem("department", tell("choose-department"));
    }
    let attachments = files(here.form(), &mut filled);
    if filled.is_good() && !is_preview(&here) {
        let call = OpenTicket {
            deptid: department.unwrap_or_default(),
            subject: filled.text("subject").to_owned(),
            message: filled.text("message").to_owned(),
            priority: filled.owned("priority").filter(|text| !text.is_empty()),
            serviceid: filled.text("service").parse().ok(),
            markdown: Flag(true),
            attachments,
            ..OpenTicket::default()
        };
        match here.door(ClientPermission::Tickets)?.open_ticket(call).await {
            Ok(made) => {
                let path = format!("/tickets/{}", made.id);
                return here.done(&path, &tell("ticket-is-open"));
            }
            Err(error) => {
                let names =
                    [("deptid", "department"), ("serviceid", "service"), ("attachments", "files")];
                filled.refused(error, &names)?;
            }
        }
    }
    show_form(&here, filled).await
}

/// Whether the message is only to be shown as it will look.
fn is_preview(here: &Member) -> bool {
    here.form().text("do") == Some("preview")
}

/// The message that is to be shown as it will look.
fn preview(here: &Member, filled: &Filled) -> Option<String> {
    is_preview(here).then(|| filled.text("message").to_owned()).filter(|text| !text.is_empty())
}

/// The files of a form: of each its name and its bytes in base64.
fn files(form: &Form, filled: &mut Filled) -> Option<Json64<List<Group<NewAttachment>>>> {
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
