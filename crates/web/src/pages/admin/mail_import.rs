//! One mail that arrived: what became of it, and importing it all the same.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{AddSpamFilter, GetImportedMail, GetMailImportLog, ImportMailAnyway};
use serde_json::json;

use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::pick;
use crate::App;
use crate::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/mail-import/{id}", get(page).merge(post(submit)))
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
    let call = GetMailImportLog { logid: Some(id), ..GetMailImportLog::default() };
    let row = desk.call(call).await?.mails.0.mail.0.into_iter().next();
    let row = row.ok_or_else(|| Fail::missing(desk))?;
    let kept = match row.kept.0 {
        true => desk.maybe(GetImportedMail { logid: id }).await,
        false => None,
    };
    let mut departments = pick::departments(desk).await;
    departments.insert(0, ("0".to_owned(), "As the address says".to_owned()));
    let status = problems.status();
    let title = if row.subject.is_empty() { "No subject" } else { &*row.subject }.to_owned();
    let view = json!({
        "address": format!("/admin/mail-import/{id}"),
        "title": title,
        "kept": kept.map(|kept| json!({ "text": kept.message, "files": kept.files.0.file.0 })),
        "departments": departments,
        "may_import": row.kept.0 && desk.may("ImportMailAnyway"),
        "may_block": row.ticketid.0 == 0 && !row.email.is_empty() && desk.may("AddSpamFilter"),
        "fields": typed,
        "problems": problems,
        "mail": row,
    });
    Ok(desk.page(status, "admin/mail_import.html", &title, view).await)
}

async fn submit(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let here = format!("/admin/mail-import/{id}");
    match posted.verb() {
        "import" => {
            let call = posted.clone().with("logid", id);
            match desk.submit::<ImportMailAnyway>(&call).await? {
                Tried::Done(answer) => {
                    let to = format!("/admin/tickets/{}", answer.ticketid);
                    Ok(desk.go(&to, "The mail is part of this ticket"))
                }
                Tried::Again(problems) => show(&desk, id, posted.fields(), problems).await,
            }
        }
        "block" => {
            let posted = posted.clone().with("type", "sender");
            let said = tried(desk.submit::<AddSpamFilter>(&posted).await?, "The sender is blocked");
            Ok(desk.tell(&here, said))
        }
        _ => Err(Fail::missing(&desk)),
    }
}
