//! A new ticket, which the staff opens for a client or for anybody with an address.

use std::collections::BTreeMap;

use axum::response::Response;
use serde_json::json;

use super::{onward, open, pick};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems};

/// `GET /admin/tickets/new`
pub(super) async fn form(desk: Desk) -> Response {
    let query = desk.query();
    let fields = [("client", query.text("client")), ("priority", "Medium")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    show(&desk, fields, Problems::default()).await
}

/// `POST /admin/tickets/new`
pub(super) async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let mut ticket = posted.clone().with("admin", 1).with("markdown", 1);
    super::drop_no_files(&mut ticket);
    if posted.text("client").trim().is_empty() {
        if posted.text("email").trim().is_empty() {
            let problems = Problems::one("client", "Say which client, or a name and an address");
            return Ok(show(&desk, posted.fields(), problems).await);
        }
    } else {
        match pick::client(&desk, posted.text("client")).await {
            Ok(client) => ticket.set("clientid", client),
            Err(said) => {
                return Ok(show(&desk, posted.fields(), Problems::one("client", said)).await);
            }
        }
        ticket.drop("name");
        ticket.drop("email");
    }
    match open(&desk, &ticket).await? {
        Ok(id) => {
            let onward = onward(&desk, u64::try_from(id).unwrap_or(0)).await;
            Ok(desk.go(&onward, "The ticket was opened"))
        }
        Err(problems) => Ok(show(&desk, posted.fields(), problems).await),
    }
}

async fn show(desk: &Desk, fields: BTreeMap<String, String>, problems: Problems) -> Response {
    let status = problems.status();
    let view = json!({
        "clients": pick::several_clients(desk, &fields).await,
        "fields": fields,
        "problems": problems,
        "departments": pick::departments(desk).await,
        "priorities": pick::words(&["Low", "Medium", "High"]),
    });
    desk.page(status, "admin/ticket_new.html", "Open ticket", view).await
}
