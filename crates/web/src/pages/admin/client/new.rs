//! A new client.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use protocol::{AddClient, GetClientGroups};
use serde_json::json;

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
pub(super) async fn submit(desk: Desk, mut posted: Posted) -> Result<Response, Fail> {
    if posted.text("password2").is_empty() {
        posted.drop("password2");
    }
    match desk.submit::<AddClient>(&posted).await? {
        Tried::Done(answer) => {
            let path = format!("/admin/clients/{}", answer.clientid.0);
            Ok(desk.go(&path, "The client was added"))
        }
        Tried::Again(problems) => {
            let mut fields = posted.fields();
            fields.remove("password2");
            Ok(show(&desk, fields, problems, StatusCode::UNPROCESSABLE_ENTITY).await)
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
    });
    desk.page(status, "admin/client_new.html", "Add client", view).await
}
