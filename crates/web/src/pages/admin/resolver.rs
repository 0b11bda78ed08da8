//! Where the names of services and domains point, and what the DNS says of any name.

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::{
    CheckDomainResolution, GetDomainResolutions, LookupDns, ModuleSuspend, ModuleTerminate,
    SendEmail,
};
use serde_json::json;

use super::confirm::{self, Question};
use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried, problems};
use super::list::{Ask, view};
use super::table::{Bulk, Cell, Row, Table, column};
use crate::App;
use crate::routing::{get, post};
use crate::whmcs::CallError;

/// The states as the address says them.
const STATES: [&str; 6] = ["away", "ours", "elsewhere", "gone", "unanswered", "unknown"];

/// What can be done about names that left.
const BULK: [Bulk; 3] = [
    Bulk::of("mail", "Write to the client"),
    Bulk::of("suspend", "Suspend the service").danger(),
    Bulk::of("terminate", "End the service").danger(),
];
/// Names that one change may touch.
const SEVERAL_MAX: usize = 200;
/// What the client reads.
const SUBJECT: &str = "Your name does not point to us";
const MESSAGE: [(&str, &str); 2] = [
    (
        "product",
        "Dear {$client_name},\n\n{$service_domain} of your service {$service_product_name} \
         does not point to our servers. If you moved it, tell us, and we end the service; if you \
         did not, please look at its records in the DNS.",
    ),
    (
        "domain",
        "Dear {$client_name},\n\n{$domain_name} does not use our name servers. If that is on \
         purpose, there is nothing to do; if it is not, please look at its name servers.",
    ),
];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/resolver", get(page).merge(post(check)))
        .route("/admin/resolver/several", post(several))
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
            Cell::moment(&row.checkedat),
        ];
        // A list has numbers only: those of domains are below zero.
        let id = if kind == "domains" { -row.relid.0 } else { row.relid.0 };
        Row { id, href, cells }
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
        bulk: BULK.to_vec(),
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
        "list": view(desk, &ask, table),
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

/// `POST /admin/resolver/several`: writes about chosen names, or suspends or ends their services.
async fn several(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let list = "/admin/resolver";
    let ids = posted.all("id").filter_map(|id| id.parse::<i64>().ok());
    let of_services = posted.verb() != "mail";
    let ids: Vec<i64> = ids.filter(|id| !of_services || *id > 0).take(SEVERAL_MAX).collect();
    let bulk = BULK;
    let action = bulk.iter().find(|each| each.verb == posted.verb());
    let Some(action) = action else { return Err(Fail::missing(&desk)) };
    if ids.is_empty() {
        return Ok(desk.refuse(list, "Nothing was chosen that this can be done with"));
    }
    let thing = |id: i64| {
        let (word, path) = if id > 0 { ("Service", "services") } else { ("Domain", "domains") };
        (format!("{word} {}", id.abs()), format!("/admin/{path}/{}", id.abs()))
    };
    if !posted.confirmed() {
        let question = Question {
            title: format!("{}: {}?", action.label, ids.len()),
            text: "Each is done on its own; what does not work is listed afterwards.".to_owned(),
            about: ids.iter().map(|id| thing(*id).0).collect(),
            button: "Yes, do it",
            harmless: !action.danger,
            back: list.to_owned(),
        };
        return Ok(confirm::ask(&desk, &posted, question).await);
    }
    let mut failed = Vec::new();
    for id in &ids {
        match one(&desk, action.verb, *id).await {
            Ok(()) => {}
            Err(CallError::Refused(refusal)) => {
                let (_, href) = thing(*id);
                failed.push(json!({ "id": id.abs(), "why": refusal.said, "href": href }));
            }
            Err(error) => return Err(Fail::new(&desk, error)),
        }
    }
    let said = format!("Done for {} of {}", ids.len() - failed.len(), ids.len());
    if failed.is_empty() {
        return Ok(desk.go(list, &said));
    }
    let view = json!({ "said": said, "failed": failed, "back": list });
    Ok(desk.page(StatusCode::OK, "admin/several.html", "What was done", view).await)
}

async fn one(desk: &Desk, verb: &str, id: i64) -> Result<(), CallError> {
    let number = id.unsigned_abs();
    let why = || Some("The name points elsewhere".to_owned());
    match verb {
        "suspend" => {
            let call = ModuleSuspend { serviceid: number, suspendreason: why() };
            desk.ask(call).await.map(drop)
        }
        "terminate" => desk.ask(ModuleTerminate { serviceid: number }).await.map(drop),
        _ => {
            let (kind, text) = MESSAGE[usize::from(id < 0)];
            let call = SendEmail {
                id: Some(number),
                customtype: Some(kind.to_owned()),
                customsubject: Some(SUBJECT.to_owned()),
                custommessage: Some(text.to_owned()),
                ..SendEmail::default()
            };
            desk.ask(call).await.map(drop)
        }
    }
}
