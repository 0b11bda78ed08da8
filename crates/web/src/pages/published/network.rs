//! The state of the network: what is broken, what is planned, what was.

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use protocol::{GetNetworkIssues, NetworkIssue};
use serde_json::{Value, json};

use super::{Paper, Shown, Wanted, caller, pages, show};
use crate::App;
use crate::for_client::ForClient;
use crate::pages::client::Member;
use crate::pages::gate::Arrived;
use crate::pages::language::tell;
use crate::pages::sorry::Sorry;
use crate::whmcs::CallError;

/// Open and planned issues shown at most; past ones on one page.
const NOW_MAX: u64 = 100;
const ROWS: u64 = 10;

/// `GET /network-status`
pub(super) async fn page(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Shown {
    let caller = caller(&app, &arrival);
    let of = |status: &str, start, rows| GetNetworkIssues {
        status: Some(status.to_owned()),
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetNetworkIssues::default()
    };
    let start = (wanted.page() - 1) * ROWS;
    let open = app.whmcs().call(&caller, of("open", 0, NOW_MAX)).await?;
    let planned = app.whmcs().call(&caller, of("scheduled", 0, NOW_MAX)).await?;
    let past = app.whmcs().call(&caller, of("resolved", start, ROWS)).await?;
    let own = match Member::of(&app, &arrival) {
        Some(here) => affecting(&here).await?.iter().map(|row| row.id.0).collect(),
        None => Vec::new(),
    };
    let shown = |rows: &[NetworkIssue]| rows.iter().map(|row| issue(row, &own)).collect::<Vec<_>>();
    let total = past.totalresults.0;
    let view = json!({
        "open": shown(&open.issues.0.issue),
        "planned": shown(&planned.issues.0.issue),
        "past": shown(&past.issues.0.issue),
        "pages": pages(wanted.page(), ROWS, total, "/network-status?page=".to_owned()),
    });
    let template = "client/network_status.html";
    let title = &tell("network-status");
    let paper = Paper { template, title, crumbs: Vec::new() };
    show(&app, &arrival, &headers, paper, view).await
}

/// What is wrong now, or planned, with servers that the client has services on.
pub(crate) async fn affecting(here: &Member) -> Result<Vec<NetworkIssue>, Sorry> {
    match ForClient::new(&here.app, &here.session).network_issues().await {
        Ok(rows) => Ok(rows),
        Err(CallError::NotOffered(_)) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

fn issue(row: &NetworkIssue, own: &[i64]) -> Value {
    let mut touches: Vec<&str> = vec![&row.servername, &row.affecting];
    touches.retain(|text| !text.is_empty());
    json!({
        "id": row.id.0,
        "title": row.title.to_string(),
        "text": row.description.to_string(),
        "status": row.status.to_string(),
        "priority": row.priority.to_string(),
        "touches": touches.join(" · "),
        "start": row.startdate.to_string(),
        "end": row.enddate.0.map(|_| row.enddate.to_string()),
        "updated": row.lastupdate.to_string(),
        "yours": own.contains(&row.id.0),
    })
}
