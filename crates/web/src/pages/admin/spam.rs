//! What is turned away from the tickets: senders, subjects and phrases.

use axum::Router;
use axum::response::Response;
use protocol::{AddSpamFilter, DeleteSpamFilter, GetSpamFilters};
use serde_json::json;

use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems};
use crate::App;
use crate::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/spam-control", get(page).merge(post(submit)))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, &Posted::default(), Problems::default()).await
}

async fn show(desk: &Desk, posted: &Posted, problems: Problems) -> Result<Response, Fail> {
    let filters = desk.call(GetSpamFilters::default()).await?.filters.0.filter.0;
    let status = problems.status();
    let view = json!({
        "filters": filters,
        "fields": posted.fields(),
        "problems": problems,
        "kinds": [("sender", "Sender"), ("subject", "Subject"), ("phrase", "Phrase")],
    });
    Ok(desk.page(status, "admin/spam.html", "Spam control", view).await)
}

async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let said = match posted.verb() {
        "block" => tried(desk.submit::<AddSpamFilter>(&posted).await?, "It is turned away"),
        "allow" => {
            tried(desk.submit::<DeleteSpamFilter>(&posted).await?, "It is let through again")
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go("/admin/spam-control", &said)),
        Err(problems) => show(&desk, &posted, problems).await,
    }
}
