//! What another system has, brought in by a file: looked at first, then kept.

use axum::Router;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use protocol::{IMPORT_REFERENCES, IMPORTED, ImportRows, ParamInfo};
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use crate::App;
use crate::routing::{get, post};

/// Parameters that a file of clients has no use for.
const LEFT_OUT: [&str; 12] = [
    "cardtype",
    "cardnum",
    "expdate",
    "startdate",
    "issuenumber",
    "cvv",
    "password2",
    "securityqid",
    "securityqans",
    "noemail",
    "customfields",
    "owner_user_id",
];

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/import", get(form).merge(post(submit)))
}

async fn form(desk: Desk) -> Response {
    show(&desk, &Posted::default().with("kind", "clients"), Problems::default(), None).await
}

async fn submit(desk: Desk, mut posted: Posted) -> Result<Response, Fail> {
    if let Some(problems) = take_file(&mut posted) {
        return Ok(show(&desk, &posted, problems, None).await);
    }
    posted.set("dryrun", u8::from(posted.verb() != "import"));
    Ok(match desk.submit::<ImportRows>(&posted).await? {
        Tried::Done(answer) if answer.kept.0 => {
            let rows = match answer.added.0 {
                1 => "1 row was imported".to_owned(),
                added => format!("{added} rows were imported"),
            };
            let said = match answer.known.0 {
                0 => rows,
                1 => format!("{rows}, 1 was known"),
                known => format!("{rows}, {known} were known"),
            };
            desk.go("/admin/import", &said)
        }
        Tried::Done(answer) => {
            let result = serde_json::to_value(answer).unwrap_or_default();
            show(&desk, &posted, Problems::default(), Some(result)).await
        }
        Tried::Again(problems) => show(&desk, &posted, problems, None).await,
    })
}

/// Puts the text of the chosen file, if one was, where text that was pasted is.
fn take_file(posted: &mut Posted) -> Option<Problems> {
    let pairs = posted.pairs();
    let data = pairs.iter().find(|(name, value)| {
        name.starts_with("file[") && name.ends_with("[data]") && !value.is_empty()
    });
    let text = data.map(|(_, data)| STANDARD.decode(data).ok().map(String::from_utf8));
    let names: Vec<String> = pairs
        .iter()
        .filter(|(name, _)| name.starts_with("file["))
        .map(|(name, _)| (*name).to_owned())
        .collect();
    for name in names {
        posted.drop(&name);
    }
    match text? {
        Some(Ok(text)) => {
            posted.set("csv", text);
            None
        }
        _ => Some(Problems::one("file", "The file must be text in UTF-8")),
    }
}

async fn show(desk: &Desk, posted: &Posted, problems: Problems, result: Option<Value>) -> Response {
    let status = problems.status();
    let choices: Vec<_> = IMPORTED.iter().map(|(word, label, _)| (word, label)).collect();
    let kinds = IMPORTED.iter().filter_map(|(_, label, action)| {
        let info = protocol::find(action)?;
        Some(json!({ "label": label, "names": names(info.params) }))
    });
    let columns: Vec<_> = kinds.collect();
    let mut fields = posted.fields();
    for name in ["kind", "csv"] {
        fields.entry(name.to_owned()).or_default();
    }
    let view = json!({
        "fields": fields,
        "problems": problems,
        "kinds": choices,
        "columns": columns,
        "result": result,
    });
    desk.page(status, "admin/import.html", "Import", view).await
}

/// The columns of a kind, those that are needed first.
fn names(params: &[ParamInfo]) -> String {
    let stands_for = |names: &[&str]| params.iter().any(|param| names.contains(&param.name));
    let references = IMPORT_REFERENCES.iter().filter(|(_, names, _)| stands_for(names));
    let useful = || params.iter().filter(|param| !LEFT_OUT.contains(&param.name));
    let names = |param: &ParamInfo| match param.group {
        [] => vec![param.name.to_owned()],
        group => group.iter().map(|member| format!("{}{}1", param.name, member.name)).collect(),
    };
    let needed = useful().filter(|param| param.required).flat_map(names);
    let others = useful().filter(|param| !param.required).flat_map(names);
    let more = references.map(|(name, ..)| (*name).to_owned());
    let all = std::iter::once("externalid".to_owned()).chain(more).chain(needed).chain(others);
    all.collect::<Vec<_>>().join(", ")
}
