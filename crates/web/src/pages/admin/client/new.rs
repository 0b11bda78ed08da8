//! A new client.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use protocol::{Action as _, AddClient, GetClientGroups, ResetPassword};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::pick;

/// `GET /admin/clients/new`
pub(super) async fn form(desk: Desk) -> Response {
    let fields = [("country", pick::home(&desk).await), ("noemail", "0".to_owned())];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
    show(&desk, fields, Problems::default(), StatusCode::OK).await
}

/// `POST /admin/clients/new`
pub(super) async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let without = posted.text("password2").is_empty();
    let mut sent = posted.clone();
    if without && desk.may(ResetPassword::NAME) {
        sent.set("password2", unknown(&desk, &posted));
    } else if without {
        sent.drop("password2");
    }
    match desk.submit::<AddClient>(&sent).await? {
        Tried::Done(answer) => {
            let path = format!("/admin/clients/{}", answer.clientid.0);
            let said = if without && posted.text("noemail") != "1" {
                link(&desk, &posted, answer.owner_id.0).await
            } else {
                "The client was added"
            };
            Ok(desk.go(&path, said))
        }
        Tried::Again(problems) => {
            let mut fields = posted.fields();
            fields.remove("password2");
            Ok(show(&desk, fields, problems, StatusCode::UNPROCESSABLE_ENTITY).await)
        }
    }
}

/// A password that nobody is told. It is made of the form, so that a form that is sent twice is one
/// client, and of what only this session knows.
fn unknown(desk: &Desk, posted: &Posted) -> String {
    let digest = Sha256::digest(format!("{} {}", desk.csrf(), posted.text("once")).as_bytes());
    model::hex::hex(&digest)
}

/// Mails the owner the way to a password, and says how that went.
async fn link(desk: &Desk, posted: &Posted, owner: i64) -> &'static str {
    let call = Posted::default().with("id", owner).with("once", posted.text("once"));
    match desk.submit::<ResetPassword>(&call).await {
        Ok(Tried::Done(_)) => "The client was added, and is sent a link to set a password",
        Ok(Tried::Again(_)) | Err(_) => {
            "The client was added; the link to set a password could not be sent"
        }
    }
}

async fn show(
    desk: &Desk,
    fields: BTreeMap<String, String>,
    problems: Problems,
    status: StatusCode,
) -> Response {
    let groups = desk.maybe(GetClientGroups {}).await;
    let groups = groups.map(|found| found.groups.0.group.0).unwrap_or_default();
    let mut choices = vec![(String::new(), "None".to_owned())];
    choices.extend(groups.iter().map(|row| (row.id.0.to_string(), row.groupname.to_string())));
    let view = json!({
        "fields": fields,
        "problems": problems,
        "currencies": pick::currencies(desk).await,
        "countries": pick::countries("Choose a country"),
        "groups": choices,
        "links": desk.may(ResetPassword::NAME),
    });
    desk.page(status, "admin/client_new.html", "Add client", view).await
}
