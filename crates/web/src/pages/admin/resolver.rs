//! Where the names of services and domains point, and what the DNS says of any name.

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use protocol::{CheckDomainResolution, GetDomainResolutions, LookupDns};
use serde_json::json;

use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried, problems};
use super::list::{Ask, view};
use super::table::{Cell, Row, Table, column};
use crate::App;
use crate::pages::words::moment;

/// The states as the address says them.
const STATES: [&str; 6] = ["away", "ours", "elsewhere", "gone", "unanswered", "unknown"];

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/resolver", get(page).post(check))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, Problems::default()).await
}

async fn show(desk: &Desk, mut wrong: Problems) -> Result<Response, Fail> {
    let ask = Ask::read(desk);
    let state = ask.status().filter(|state| STATES.contains(&state.as_str()));
    let call = GetDomainResolutions {
        state,
        limitstart: ask.start(),
        limitnum: ask.rows(),
        ..GetDomainResolutions::default()
    };
    let found = desk.call(call).await?;
    let rows = found.resolutions.0.resolution.iter().map(|row| {
        let kind = if &*row.kind == "domain" { "domains" } else { "services" };
        let href = format!("/admin/{kind}/{}", row.relid.0);
        let points: Vec<&str> =
            [&*row.a, &row.aaaa, &row.ns].into_iter().filter(|text| !text.is_empty()).collect();
        let cells = vec![
            Cell::main(&*row.name).small(&*row.kind).to(&href),
            Cell::badge(said(&row.state)),
            Cell::text(or_dash(&points.join(", "))),
            Cell::text(or_dash(&row.expected)),
            Cell::text(moment(&row.checkedat.to_string())),
        ];
        Row { id: row.relid.0, href, cells }
    });
    let table = Table {
        path: "/admin/resolver",
        title: "Domain resolver",
        columns: vec![
            column("Name"),
            column("Points"),
            column("To"),
            column("Should be"),
            column("Looked up"),
        ],
        rows: rows.collect(),
        total: u64::try_from(found.totalresults.0).unwrap_or(0),
        statuses: STATES.map(str::to_owned).to_vec(),
        empty: "No name was looked up yet.",
        ..Table::default()
    };
    let name = ask.text("name").unwrap_or_default();
    let mut answer = None;
    if !name.is_empty() {
        match desk.ask(LookupDns { name: name.clone(), r#type: None }).await {
            Ok(found) => answer = Some(found),
            Err(error) => wrong = problems(&error).ok_or_else(|| Fail::new(desk, error))?,
        }
    }
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = json!({
        "list": view(&ask, table),
        "name": name,
        "answer": answer,
        "problems": wrong,
    });
    Ok(desk.page(status, "admin/resolver.html", "Domain resolver", page).await)
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

/// The state for people.
fn said(state: &str) -> &'static str {
    match state {
        "ours" => "To us",
        "elsewhere" => "Elsewhere",
        "gone" => "Nowhere",
        "unanswered" => "No answer",
        _ => "Unknown",
    }
}

/// `POST /admin/resolver`: looks the names up now, longest unchecked first.
async fn check(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    match desk.submit::<CheckDomainResolution>(&posted).await? {
        Tried::Done(done) => {
            let said = format!(
                "{} names were looked up; {} point elsewhere, {} do not exist",
                done.checked.0, done.elsewhere.0, done.gone.0
            );
            Ok(desk.go("/admin/resolver", &said))
        }
        Tried::Again(problems) => show(&desk, problems).await,
    }
}
