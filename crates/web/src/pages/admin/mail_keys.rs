//! What mails are signed with (DKIM), and what the DNS has to say of it.

use axum::Router;
use axum::response::Response;
use protocol::{CreateMailKey, DeleteMailKey, GetMailKeys};
use serde_json::json;

use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems};
use crate::App;
use crate::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/mail-keys", get(page).merge(post(submit)))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, &Posted::default(), Problems::default()).await
}

async fn show(desk: &Desk, posted: &Posted, problems: Problems) -> Result<Response, Fail> {
    let found = desk.call(GetMailKeys {}).await?;
    let status = problems.status();
    let mut fields = posted.fields();
    // A secret that was typed in is not sent back.
    fields.remove("privatekey");
    let view = json!({ "keys": found.keys.0.key.0, "fields": fields, "problems": problems });
    Ok(desk.page(status, "admin/mail_keys.html", "Signing of mails", view).await)
}

async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let said = match posted.verb() {
        "add" => tried(
            desk.submit::<CreateMailKey>(&posted).await?,
            "Mails are signed from now on. Publish the record so that receivers can check it",
        ),
        "delete" => tried(
            desk.submit::<DeleteMailKey>(&posted).await?,
            "The key is deleted; mails of this domain go out unsigned",
        ),
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go("/admin/mail-keys", &said)),
        Err(problems) => show(&desk, &posted, problems).await,
    }
}
