//! The roles of staff and of programs: which actions each may call.

mod presets;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    ACTIONS, Access, AddAdminRole, AdminRoleEntry, DeleteAdminRole, GetAdminRoles, UpdateAdminRole,
};
use serde_json::{Value, json};

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::run;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::list::{self, Ask};
use super::table::{Cell, Row, Table, column};
use crate::App;
use crate::routing::{get, post};
use presets::{PRESETS, Preset};

/// Roles that are looked through for one.
const ROLES_MAX: u64 = 1000;
/// The field of a ticked action; they are sent on as one list.
const TICKED: &str = "may";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/roles", get(all))
        .route("/admin/roles/new", get(blank).merge(post(create)))
        .route("/admin/roles/{id}", get(page).merge(post(submit)))
}

async fn all(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let call = GetAdminRoles { limitstart: ask.start(), limitnum: ask.rows() };
        let found = desk.call(call).await?;
        let rows = found.roles.0.adminrole.into_iter().map(|role| {
            let href = format!("/admin/roles/{}", role.roleid.0);
            let may = match role.permissions.0.as_slice() {
                [all] if all == "*" => "Everything".to_owned(),
                names => format!("{} actions", names.len()),
            };
            let cells = vec![
                Cell::main(&*role.name).to(&href),
                Cell::text(if &*role.kind == "api" { "Programs" } else { "Staff" }),
                Cell::text(may),
            ];
            Row { id: role.roleid.0, href, cells }
        });
        Ok(Table {
            path: "/admin/roles",
            title: "Roles",
            lead: "What staff and programs may do",
            columns: vec![column("Role"), column("For"), column("May do")],
            rows: rows.collect(),
            total: u64::try_from(found.totalresults.0).unwrap_or(0),
            new: Some(("/admin/roles/new", "New role")),
            empty: "There is no role.",
            ..Table::default()
        })
    })
    .await
}

async fn blank(desk: Desk) -> Response {
    let mut fields = BTreeMap::from([("kind".to_owned(), "staff".to_owned())]);
    let mut may = Vec::new();
    if let Some(like) = Preset::of(desk.query().text("like")) {
        fields.insert("name".to_owned(), like.name.to_owned());
        fields.insert(like.mails.to_owned(), "1".to_owned());
        may = like.may(&desk);
    }
    show(&desk, None, fields, &may, Problems::default()).await
}

/// The ticked actions as the one list of the wire; the switch for everything wins.
fn ticked(posted: &Posted) -> (Posted, Vec<String>) {
    let names: Vec<String> = match posted.text("everything") {
        "1" => vec!["*".to_owned()],
        _ => posted.all(TICKED).map(str::to_owned).collect(),
    };
    let mut sent = posted.clone().with("permissions", names.join(","));
    sent.drop(TICKED);
    sent.drop("everything");
    (sent, names)
}

async fn create(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let (sent, names) = ticked(&posted);
    match desk.submit::<AddAdminRole>(&sent).await? {
        Tried::Done(_) => Ok(desk.go("/admin/roles", "The role is there")),
        Tried::Again(problems) => Ok(show(&desk, None, posted.fields(), &names, problems).await),
    }
}

async fn find(desk: &Desk, id: u64) -> Result<AdminRoleEntry, Fail> {
    let call = GetAdminRoles { limitnum: Some(ROLES_MAX), ..GetAdminRoles::default() };
    let roles = desk.call(call).await?.roles.0.adminrole.0;
    roles.into_iter().find(|role| role.roleid.id() == Some(id)).ok_or_else(|| Fail::missing(desk))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    as_it_is(&desk, id, Problems::default()).await
}

async fn as_it_is(desk: &Desk, id: u64, problems: Problems) -> Result<Response, Fail> {
    let role = find(desk, id).await?;
    let ticked = |is_on: bool| if is_on { "1" } else { "0" }.to_owned();
    let fields = [
        ("name", role.name.to_string()),
        ("kind", role.kind.to_string()),
        ("accountmails", ticked(role.accountmails.0)),
        ("supportmails", ticked(role.supportmails.0)),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
    Ok(show(desk, Some(id), fields, &role.permissions.0, problems).await)
}

async fn submit(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let key = ("roleid", id);
    if posted.verb() == "delete" {
        if !posted.confirmed() {
            let question = Question {
                title: "Delete this role?".to_owned(),
                text: "A role that somebody has cannot be deleted.".to_owned(),
                button: "Delete",
                back: format!("/admin/roles/{id}"),
                ..Question::default()
            };
            return Ok(confirm::ask(&desk, &posted, question).await);
        }
        return match run::<DeleteAdminRole>(&desk, &posted, key, "The role is gone").await? {
            Ok(said) => Ok(desk.go("/admin/roles", &said)),
            Err(problems) => as_it_is(&desk, id, problems).await,
        };
    }
    let (sent, names) = ticked(&posted);
    match run::<UpdateAdminRole>(&desk, &sent, key, "Saved; it counts from the next click").await? {
        Ok(said) => Ok(desk.go("/admin/roles", &said)),
        Err(problems) => Ok(show(&desk, Some(id), posted.fields(), &names, problems).await),
    }
}

async fn show(
    desk: &Desk,
    id: Option<u64>,
    mut fields: BTreeMap<String, String>,
    may: &[String],
    problems: Problems,
) -> Response {
    // The template names them, whatever was sent.
    for name in ["name", "kind"] {
        fields.entry(name.to_owned()).or_default();
    }
    let status = problems.status();
    let view = json!({
        "id": id,
        "fields": fields,
        "everything": may.iter().any(|name| name == "*"),
        "topics": topics(may),
        "presets": if id.is_none() { PRESETS } else { &[] },
        "problems": problems,
    });
    let title = if id.is_some() { "Role" } else { "New role" };
    desk.page(status, "admin/role.html", title, view).await
}

/// All actions by topic; what only looks comes first.
fn topics(may: &[String]) -> Vec<Value> {
    let has = |name: &str| may.iter().any(|each| each.eq_ignore_ascii_case(name));
    let mut topics: BTreeMap<&str, Vec<(bool, &str, &str)>> = BTreeMap::new();
    for action in ACTIONS {
        let writes = action.access == Access::Write;
        topics.entry(action.topic).or_default().push((writes, action.name, action.doc));
    }
    let topic = |(topic, mut actions): (&str, Vec<(bool, &str, &str)>)| {
        actions.sort_unstable();
        let ticked = actions.iter().filter(|(_, name, _)| has(name)).count();
        let actions = actions.into_iter().map(|(writes, name, doc)| {
            json!({ "name": name, "writes": writes, "doc": doc, "ticked": has(name) })
        });
        let actions: Vec<Value> = actions.collect();
        json!({ "name": topic, "ticked": ticked, "actions": actions })
    };
    topics.into_iter().map(topic).collect()
}
