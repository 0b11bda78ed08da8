//! Network issues: said, changed, resolved, with the clients who are affected.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    AddNetworkIssue, CloseNetworkIssue, DeleteNetworkIssue, GetNetworkIssueClients,
    GetNetworkIssues, GetServers, NetworkIssue, UpdateNetworkIssue,
};

use super::{
    Aside, Fields, Line, Sheet, area, ask_delete, choose, field, fields, lacking, moment, show,
};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::run;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::list::Ask;
use crate::pages::admin::pick::{self, Choice};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::pages::words;
use crate::routing::{get, post};

const LIST: (&str, &str) = ("/admin/network-issues", "Network issues");
const TYPES: &[&str] = &["Server", "System", "Other"];
const PRIORITIES: &[&str] = &["Critical", "High", "Medium", "Low"];
const STATES: &[&str] =
    &["Reported", "Investigating", "In Progress", "Outage", "Scheduled", "Resolved"];
/// Affected clients shown beside an issue.
const CLIENTS: u64 = 12;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/network-issues/new", get(blank).merge(post(create)))
        .route("/admin/network-issues/{id}", get(page).merge(post(submit)))
}

/// The list.
pub(in crate::pages::admin) async fn list(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetNetworkIssues {
        status: ask.status(),
        limitstart: ask.start(),
        limitnum: ask.rows(),
        ..GetNetworkIssues::default()
    };
    let found = desk.call(call).await?;
    let rows = found.issues.0.issue.0.into_iter().map(|row| {
        let href = format!("/admin/network-issues/{}", row.id);
        let touches = if row.servername.is_empty() { &row.affecting } else { &row.servername };
        let cells = vec![
            Cell::main(&*row.title).small(&**touches).to(&href),
            Cell::badge(&*row.priority),
            Cell::badge(&*row.status),
            Cell::text(words::moment(&row.startdate.to_string())),
            Cell::text(words::moment(&row.enddate.to_string())),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: LIST.0,
        title: LIST.1,
        lead: "What is broken or planned, as everybody sees it on the status page",
        columns: vec![
            column("Issue"),
            column("Priority"),
            column("Status"),
            column("Begins"),
            column("Ends"),
        ],
        rows: rows.collect(),
        total: u64::try_from(found.totalresults.0).unwrap_or(0),
        statuses: ["Open", "Scheduled", "Resolved"].map(str::to_owned).to_vec(),
        new: Some(("/admin/network-issues/new", "New issue")),
        empty: "Everything works, and nothing is planned.",
        ..Table::default()
    })
}

async fn blank(desk: Desk) -> Response {
    let asked = desk.query();
    let status =
        if asked.text("status").is_empty() { "Investigating" } else { asked.text("status") };
    let fields = fields([
        ("status", status.to_owned()),
        ("priority", "Medium".to_owned()),
        ("type", "Server".to_owned()),
        ("serverid", asked.text("server").to_owned()),
        ("startdate", moment(desk.now().into())),
    ]);
    paper(&desk, None, &fields, &Problems::default(), None).await
}

async fn create(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    if posted.verb() == "preview" {
        return Ok(again(&desk, None, &posted, &Problems::default()).await);
    }
    match desk.submit::<AddNetworkIssue>(&posted).await? {
        Tried::Done(made) => {
            Ok(desk.go(&format!("{}/{}", LIST.0, made.issueid), "Everybody can see it now"))
        }
        Tried::Again(problems) => Ok(again(&desk, None, &posted, &problems).await),
    }
}

async fn find(desk: &Desk, id: u64) -> Result<NetworkIssue, Fail> {
    let call = GetNetworkIssues { issueid: Some(id), ..GetNetworkIssues::default() };
    let found = desk.call(call).await?.issues.0.issue.0.into_iter().next();
    found.ok_or_else(|| Fail::missing(desk))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let row = find(&desk, id).await?;
    let fields = fields([
        ("title", row.title.to_string()),
        ("description", row.description.to_string()),
        ("type", row.r#type.to_string()),
        ("serverid", row.serverid.to_string()),
        ("affecting", row.affecting.to_string()),
        ("priority", row.priority.to_string()),
        ("status", row.status.to_string()),
        ("startdate", moment(row.startdate)),
        ("enddate", moment(row.enddate)),
    ]);
    Ok(paper(&desk, Some(&row), &fields, &Problems::default(), None).await)
}

async fn submit(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let (key, here) = (("issueid", id), format!("{}/{id}", LIST.0));
    let said = match posted.verb() {
        "preview" => {
            let row = find(&desk, id).await?;
            return Ok(again(&desk, Some(&row), &posted, &Problems::default()).await);
        }
        "delete" if !posted.confirmed() => {
            return Ok(ask_delete(&desk, &posted, "issue", here).await);
        }
        "delete" => {
            let said = run::<DeleteNetworkIssue>(&desk, &posted, key, "The issue is gone").await?;
            if let Ok(said) = &said {
                return Ok(desk.go(LIST.0, said));
            }
            said
        }
        "close" => {
            // The time in the form is the one that was planned.
            let only = Posted::read(b"").with("once", posted.text("once"));
            run::<CloseNetworkIssue>(&desk, &only, key, "It is resolved").await?
        }
        _ => match lacking(&posted, &["title"]) {
            Some(problems) => Err(problems),
            None => run::<UpdateNetworkIssue>(&desk, &posted, key, "Saved").await?,
        },
    };
    match said {
        Ok(said) => Ok(desk.go(&here, &said)),
        Err(problems) => {
            let row = find(&desk, id).await?;
            Ok(again(&desk, Some(&row), &posted, &problems).await)
        }
    }
}

async fn again(
    desk: &Desk,
    row: Option<&NetworkIssue>,
    posted: &Posted,
    problems: &Problems,
) -> Response {
    let preview = (posted.verb() == "preview").then(|| posted.text("description"));
    paper(desk, row, &posted.fields(), problems, preview).await
}

async fn paper(
    desk: &Desk,
    row: Option<&NetworkIssue>,
    fields: &Fields,
    problems: &Problems,
    preview: Option<&str>,
) -> Response {
    let mut acts = Vec::new();
    let mut asides = Vec::new();
    if let Some(row) = row {
        if row.status != "Resolved" {
            acts.push(("close", "Resolved", "check"));
        }
        acts.push(("delete", "Delete", "trash-2"));
        asides.extend(affected(desk, row).await);
    }
    let sheet = Sheet {
        list: LIST,
        address: row.map_or(format!("{}/new", LIST.0), |row| format!("{}/{}", LIST.0, row.id)),
        title: row.map_or("New network issue".to_owned(), |row| row.title.to_string()),
        lead: "On the status page, and on the home page of clients with services on the server",
        exists: row.is_some(),
        inputs: vec![
            field("title", "Title").wide(),
            choose("status", "Status", pick::words(STATES)),
            choose("priority", "Priority", pick::words(PRIORITIES)),
            choose("type", "About", pick::words(TYPES)),
            choose("serverid", "Server", servers(desk).await),
            field("affecting", "What is affected").optional().hint("In words"),
            field("startdate", "Begins").of("datetime-local"),
            field("enddate", "Ends").of("datetime-local").optional(),
            area("description", "What we know", 7).optional().hint("Markdown works"),
        ],
        acts,
        public: row.map(|row| format!("/network-status#issue-{}", row.id)),
        upload: false,
        preview,
        can_preview: true,
        asides,
    };
    show(desk, sheet, fields, problems).await
}

async fn servers(desk: &Desk) -> Vec<Choice> {
    let mut choices = vec![("0".to_owned(), "None in particular".to_owned())];
    if let Some(found) = desk.maybe(GetServers::default()).await {
        choices
            .extend(found.servers.0.iter().map(|row| (row.id.0.to_string(), row.name.to_string())));
    }
    choices
}

async fn affected(desk: &Desk, row: &NetworkIssue) -> Option<Aside> {
    row.serverid.id()?;
    let issueid = row.id.id()?;
    let call = GetNetworkIssueClients { issueid, limitstart: None, limitnum: Some(CLIENTS) };
    let found = desk.maybe(call).await?;
    let more = found.totalresults.0 - found.numreturned.0;
    let mut rows: Vec<Line> = found
        .clients
        .0
        .client
        .iter()
        .map(|each| Line {
            text: each.name.to_string(),
            small: format!("{} × service", each.services),
            href: format!("/admin/clients/{}", each.clientid),
        })
        .collect();
    if more > 0 {
        let text = format!("and {more} more");
        rows.push(Line { text, small: String::new(), href: String::new() });
    }
    Some(Aside {
        title: "Affected clients",
        empty: "Nobody has a live service there.",
        rows,
        more: None,
    })
}
