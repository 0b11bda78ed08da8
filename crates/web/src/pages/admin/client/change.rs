//! What can be done about a client.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use protocol::{
    AddClientNote, AddCredit, CheckVatNumber, CloseClient, CreateSsoToken, DeleteClient,
    DeletePayMethod, ExportClientData, GenInvoices, GenInvoicesResponse, MergeClients,
    ResetPassword, SendEmail, UpdateClient,
};

use super::{Typed, files, invites, notes, show};
use crate::pages::admin::confirm::{self, Question};
use crate::pages::admin::dashboard::counted;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::{Said, run, tried};
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::pick;

/// Everything about the client, as a file.
async fn export(desk: &Desk, posted: &Posted, id: u64) -> Result<Response, Fail> {
    let posted = posted.clone().with("clientid", id);
    match desk.submit::<ExportClientData>(&posted).await? {
        Tried::Done(answer) => {
            let name = format!("attachment; filename=\"{}\"", &*answer.filename);
            let head = [
                (header::CONTENT_TYPE, "application/json".to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            Ok((head, answer.data.to_string()).into_response())
        }
        Tried::Again(problems) => {
            Ok(show(desk, id, "summary", Typed { fields: None, problems }).await?)
        }
    }
}

/// Asks the tax offices about the client's number.
async fn vat(desk: &Desk, posted: &Posted, id: u64) -> Result<Said, Fail> {
    let call = Posted::default().with("clientid", id).with("once", posted.text("once"));
    Ok(match desk.submit::<CheckVatNumber>(&call).await? {
        Tried::Done(answer) if answer.valid.0 => {
            Ok(format!("{} exists. {}", answer.vatnumber, answer.name))
        }
        Tried::Done(answer) => Ok(format!("{} does not exist: tax is charged", answer.vatnumber)),
        Tried::Again(problems) => Err(problems),
    })
}

/// `POST /admin/clients/{id}`
pub(super) async fn submit(
    desk: Desk,
    Path(id): Path<u64>,
    posted: Posted,
) -> Result<Response, Fail> {
    let key = ("clientid", id);
    if let Some(question) = question(posted.verb(), id).filter(|_| !posted.confirmed()) {
        return Ok(confirm::ask(&desk, &posted, question).await);
    }
    let (tab, said) = match posted.verb() {
        "update" => ("profile", run::<UpdateClient>(&desk, &emptied(&posted), key, "Saved").await?),
        "note" => {
            let posted = posted.clone().with("userid", id);
            ("notes", tried(desk.submit::<AddClientNote>(&posted).await?, "The note was added"))
        }
        "renote" | "unnote" => return notes::change(&desk, &posted, id).await,
        "invite" => ("summary", invites::invite(&desk, &posted, id).await?),
        "uninvite" => ("summary", invites::withdraw(&desk, &posted, id).await?),
        "vat" => ("summary", vat(&desk, &posted, id).await?),
        "file" => ("files", files::add(&desk, &posted, id).await?),
        "forget" => ("files", files::delete(&desk, &posted).await?),
        "credit" => {
            ("summary", run::<AddCredit>(&desk, &posted, key, "The credit was booked").await?)
        }
        "unkeep" => {
            ("summary", run::<DeletePayMethod>(&desk, &posted, key, "It is no longer kept").await?)
        }
        "generate" => ("summary", generate(&desk, &posted, id).await?),
        "email" => {
            let posted = posted.clone().with("id", id).with("customtype", "general");
            ("emails", tried(desk.submit::<SendEmail>(&posted).await?, "The e-mail is on its way"))
        }
        "export" => return export(&desk, &posted, id).await,
        "password" => {
            let tried_it = desk.submit::<ResetPassword>(&posted).await?;
            ("summary", tried(tried_it, "A link to set a new password was sent"))
        }
        "login" => {
            let posted = posted.clone().with("client_id", id);
            match desk.submit::<CreateSsoToken>(&posted).await? {
                Tried::Done(answer) => return Ok(desk.leave_to(&answer.redirect_url).await),
                Tried::Again(problems) => ("summary", Err(problems)),
            }
        }
        "close" => {
            ("summary", run::<CloseClient>(&desk, &posted, key, "The client is closed").await?)
        }
        "merge" => match merged(&desk, &posted, id).await? {
            Ok(to) => return Ok(desk.go(&to, "The two clients are one")),
            Err(problems) => ("summary", Err(problems)),
        },
        "delete" => match run::<DeleteClient>(&desk, &posted, key, "The client is gone").await? {
            Ok(said) => return Ok(desk.go("/admin/clients", &said)),
            Err(problems) => ("summary", Err(problems)),
        },
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(&format!("/admin/clients/{id}?tab={tab}"), &said)),
        Err(problems) => {
            let typed = Typed { fields: Some(posted.fields()), problems };
            show(&desk, id, tab, typed).await
        }
    }
}

/// Fields of the profile that may be empty: the action takes an empty one for one that stays.
const MAY_BE_EMPTY: [&str; 9] = [
    "companyname",
    "address1",
    "address2",
    "city",
    "state",
    "postcode",
    "phonenumber",
    "tax_id",
    "notes",
];

/// What was posted, and which of the fields somebody emptied.
fn emptied(posted: &Posted) -> Posted {
    let was_sent = |name: &&str| posted.all(name).next().is_some();
    let names = MAY_BE_EMPTY.into_iter().filter(was_sent);
    let mut sent = posted.clone();
    for (place, name) in names.filter(|name| posted.text(name).trim().is_empty()).enumerate() {
        sent.set(&format!("unset[{place}]"), name);
    }
    sent
}

/// What is asked before what is hard to take back.
fn question(verb: &str, id: u64) -> Option<Question> {
    match verb {
        "close" => Some(close(id)),
        "merge" => Some(merge(id)),
        "delete" => Some(delete(id)),
        "unnote" => Some(forgotten("Delete this note?", "Nobody can read it afterwards.", id)),
        "unkeep" => {
            let text = "The client's invoices are no longer charged to it. What it was charged \
                        stays on record.";
            Some(forgotten("Forget this way to pay?", text, id))
        }
        _ => None,
    }
}

/// Everything goes to another client; gives where that is.
async fn merged(desk: &Desk, posted: &Posted, id: u64) -> Result<Result<String, Problems>, Fail> {
    let target = match pick::client(desk, posted.text("targetclientid")).await {
        Ok(target) => target,
        Err(said) => return Ok(Err(Problems::one("targetclientid", said))),
    };
    let call = Posted::default()
        .with("clientid", id)
        .with("targetclientid", target)
        .with("once", posted.text("once"));
    Ok(match desk.submit::<MergeClients>(&call).await? {
        Tried::Done(_) => Ok(format!("/admin/clients/{target}")),
        Tried::Again(problems) => Err(problems),
    })
}

/// Asks before something of the client is forgotten.
fn forgotten(title: &str, text: &str, id: u64) -> Question {
    Question {
        title: title.to_owned(),
        text: text.to_owned(),
        button: "Delete",
        back: format!("/admin/clients/{id}"),
        ..Question::default()
    }
}

fn merge(id: u64) -> Question {
    Question {
        title: "Merge this client into another?".to_owned(),
        text: "Services, domains, invoices, tickets and all that belongs to this client goes to \
               the other one, and this client is gone. This cannot be undone."
            .to_owned(),
        button: "Merge",
        back: format!("/admin/clients/{id}"),
        ..Question::default()
    }
}

fn close(id: u64) -> Question {
    Question {
        title: "Close this client?".to_owned(),
        text: "Services are noted as ended, pending orders and unpaid invoices are cancelled, \
               domains are not renewed, and the client can no longer log in. Accounts on servers \
               stay as they are: end services on their own pages first where they shall go, too. \
               What happened stays on record."
            .to_owned(),
        button: "Close the client",
        back: format!("/admin/clients/{id}"),
        ..Question::default()
    }
}

fn delete(id: u64) -> Question {
    Question {
        title: "Delete this client for good?".to_owned(),
        text: "What is known of the person disappears, with its tickets and mails, and what waits \
               is cancelled. Issued invoices, payments and orders stay. This cannot be undone; a \
               client who may come back should be closed instead."
            .to_owned(),
        button: "Delete for good",
        back: format!("/admin/clients/{id}"),
        ..Question::default()
    }
}

/// Makes the invoices that are due.
async fn generate(desk: &Desk, posted: &Posted, id: u64) -> Result<Said, Fail> {
    let posted = posted.clone().with("clientid", id);
    Ok(match desk.submit::<GenInvoices>(&posted).await? {
        Tried::Done(answer) => Ok(generated(&answer)),
        Tried::Again(problems) => Err(problems),
    })
}

/// How many invoices were made, and why the first few items were left alone.
fn generated(answer: &GenInvoicesResponse) -> String {
    let left = answer.items.iter().filter(|item| !item.skipped.is_empty());
    let left: Vec<String> =
        left.take(3).map(|item| format!("{}: {}", &*item.description, &*item.skipped)).collect();
    let made = counted(answer.numcreated.0, "invoice was made", "invoices were made");
    if left.is_empty() { made } else { format!("{made}. Left alone: {}", left.join("; ")) }
}
