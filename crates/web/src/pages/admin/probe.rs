//! Whether chosen servers and modules answer and take our credentials, asked at the press of a
//! button.

use std::collections::BTreeMap;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::{GetPaymentMethods, GetServers, TestConnection};
use serde_json::json;

use super::desk::Desk;
use super::fail::Fail;
use super::form::Posted;
use super::table::Bulk;
use crate::App;
use crate::routing::post;
use crate::whmcs::CallError;

/// Most that are asked at a time, one after the other.
const ASKED_MAX: usize = 20;

/// The button of a list.
pub(super) const TEST: Bulk = Bulk::of("test", "Test connection");

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/servers/several", post(servers))
        .route("/admin/gateways/several", post(gateways))
        .route("/admin/modules/several", post(modules))
}

async fn servers(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let found = desk.call(GetServers::default()).await?.servers.0;
    let call = |id: i64| {
        let serverid = u64::try_from(id).ok();
        TestConnection { serverid, ..TestConnection::default() }
    };
    let calls = found.into_iter().map(|row| (row.id.0, ((*row.name).to_owned(), call(row.id.0))));
    tested(&desk, &posted, "/admin/servers", calls.collect()).await
}

/// Gateways have no numbers; the list counts them in the order in which they come.
async fn gateways(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let found = desk.call(GetPaymentMethods {}).await?.paymentmethods.0.paymentmethod.0;
    let call =
        |module: String| TestConnection { gateway: Some(module), ..TestConnection::default() };
    let calls = (1..)
        .zip(found)
        .map(|(id, row)| (id, ((*row.displayname).to_owned(), call((*row.module).to_owned()))));
    tested(&desk, &posted, "/admin/gateways", calls.collect()).await
}

/// Modules are counted in the order in which they come, too.
async fn modules(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let found = super::modules::found(&desk).await?;
    let calls = (1..).zip(found).filter_map(|(id, row)| {
        let name = Some(row.name.to_string());
        let call = match &*row.moduletype {
            "gateway" => TestConnection { gateway: name, ..TestConnection::default() },
            "registrar" => TestConnection { registrar: name, ..TestConnection::default() },
            "dns" => TestConnection { dns: name, ..TestConnection::default() },
            "fraud" => TestConnection { fraud: name, ..TestConnection::default() },
            "storage" => TestConnection { storage: name, ..TestConnection::default() },
            _ => return None,
        };
        Some((id, (row.displayname.to_string(), call)))
    });
    tested(&desk, &posted, "/admin/modules", calls.collect()).await
}

async fn tested(
    desk: &Desk,
    posted: &Posted,
    list: &str,
    mut calls: BTreeMap<i64, (String, TestConnection)>,
) -> Result<Response, Fail> {
    let ids = posted.all("id").filter_map(|id| id.parse().ok()).take(ASKED_MAX);
    let chosen: Vec<_> = ids.filter_map(|id: i64| calls.remove(&id)).collect();
    if chosen.is_empty() {
        return Ok(desk.refuse(list, "Nothing was chosen"));
    }
    let mut rows = Vec::new();
    for (name, call) in chosen {
        let (reached, message) = match desk.ask(call).await {
            Ok(said) => (said.reached.0, (*said.message).to_owned()),
            Err(CallError::Refused(refusal)) => (false, refusal.said.into_owned()),
            Err(error) => return Err(Fail::new(desk, error)),
        };
        rows.push(json!({ "name": name, "reached": reached, "message": message }));
    }
    let view = json!({ "rows": rows, "back": list });
    Ok(desk.page(StatusCode::OK, "admin/tested.html", "Connections", view).await)
}
