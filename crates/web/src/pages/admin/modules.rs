//! The modules: gateways, registrars, hosts of zones and checks of orders, switched on, set up,
//! tested and switched off.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    ActivateModule, DeactivateModule, GetModules, ModuleEntry, ModuleSettingEntry,
    UpdateModuleConfiguration,
};
use serde_json::{Value, json};

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::list::{self, Ask};
use super::probe;
use super::table::{Cell, Row, Table, column};
use crate::App;
use crate::routing::{get, post};

/// The kinds that are switched on, and what each is called.
pub(super) const KINDS: [(&str, &str); 5] = [
    ("gateway", "Payment gateway"),
    ("registrar", "Registrar"),
    ("dns", "Host of DNS zones"),
    ("fraud", "Check of orders"),
    ("storage", "Storage of files"),
];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/modules", get(all))
        .route("/admin/modules/{kind}/{name}", get(page).merge(post(submit)))
}

/// What a kind is called; nothing for one that is not switched on.
fn word(kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(word, _)| *word == kind).map(|(_, label)| *label)
}

/// Every module that is switched on or off, in an order that stays.
pub(super) async fn found(desk: &Desk) -> Result<Vec<ModuleEntry>, Fail> {
    let found = desk.call(GetModules::default()).await?.modules.0.module.0;
    Ok(found.into_iter().filter(|row| word(&row.moduletype).is_some()).collect())
}

/// Whether a module is switched on, in a word.
fn state(module: &ModuleEntry) -> &'static str {
    match (module.active.0, module.waiting.0) {
        (true, _) => "Active",
        (false, true) => "Not set up",
        (false, false) => "Off",
    }
}

async fn all(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let kind = ask.status();
        let rows = found(desk).await?.into_iter().zip(1..);
        let wanted = rows.filter(|(row, _)| {
            kind.as_deref().is_none_or(|label| word(&row.moduletype) == Some(label))
        });
        let rows = wanted.map(|(row, id)| {
            let href = format!("/admin/modules/{}/{}", row.moduletype, row.name);
            let set = row.settings.0.setting.iter().filter(|setting| setting.isset.0).count();
            let cells = vec![
                Cell::main(&*row.displayname).small(&*row.name).to(&href),
                Cell::text(word(&row.moduletype).unwrap_or_default()),
                Cell::badge(state(&row)),
                Cell::number(if row.active.0 { set.to_string() } else { "–".to_owned() }),
            ];
            Row { id, href, cells }
        });
        let table = Table {
            path: "/admin/modules",
            title: "Modules",
            lead: "What the house works with: payment, registrars, name servers, checks of orders",
            columns: vec![
                column("Module"),
                column("For"),
                column("Status"),
                column("Settings made").end(),
            ],
            statuses: KINDS.map(|(_, label)| label.to_owned()).into(),
            bulk: if desk.may("TestConnection") { vec![probe::TEST] } else { Vec::new() },
            empty: "There is no such module.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}

async fn find(desk: &Desk, kind: &str, name: &str) -> Result<ModuleEntry, Fail> {
    let mut rows = found(desk).await?.into_iter();
    let found = rows.find(|row| &*row.moduletype == kind && &*row.name == name);
    found.ok_or_else(|| Fail::missing(desk))
}

async fn page(desk: Desk, Path((kind, name)): Path<(String, String)>) -> Result<Response, Fail> {
    let module = find(&desk, &kind, &name).await?;
    Ok(show(&desk, &module, None, Problems::default()).await)
}

async fn submit(
    desk: Desk,
    Path((kind, name)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let module = find(&desk, &kind, &name).await?;
    let here = format!("/admin/modules/{kind}/{name}");
    let call = Posted::default()
        .with("moduleType", &kind)
        .with("moduleName", &name)
        .with("once", posted.text("once"));
    let said = match (posted.verb(), module.active.0 || module.waiting.0) {
        ("off", true) if !posted.confirmed() => {
            let question = Question {
                title: format!("Switch {} off?", module.displayname),
                text: "Its settings are forgotten, and nothing is done through it any more."
                    .to_owned(),
                button: "Switch off",
                back: here,
                ..Question::default()
            };
            return Ok(confirm::ask(&desk, &posted, question).await);
        }
        ("off", true) => tried(desk.submit::<DeactivateModule>(&call).await?, "It is off"),
        (_, true) => {
            let call = settings(call, &module, &posted);
            tried(desk.submit::<UpdateModuleConfiguration>(&call).await?, "Saved")
        }
        (_, false) => {
            let call = settings(call, &module, &posted);
            let said = desk.submit::<ActivateModule>(&call).await?;
            let is_done = matches!(said, Tried::Done(_));
            let waits = is_done && find(&desk, &kind, &name).await?.waiting.0;
            tried(said, if waits { "It is on as soon as it is set up" } else { "It is on" })
        }
    };
    match said {
        Ok(said) => Ok(desk.go(&here, &said)),
        Err(problems) => Ok(show(&desk, &module, Some(posted.fields()), problems).await),
    }
}

/// The settings as the wire has them; a secret that was left empty stays.
fn settings(mut call: Posted, module: &ModuleEntry, posted: &Posted) -> Posted {
    for setting in module.settings.0.setting.iter() {
        let value = posted.text(&setting.name);
        let nothing = value.is_empty()
            && (&*setting.fieldtype == "password" || (!module.active.0 && !setting.isset.0));
        if !nothing {
            call.set(&format!("parameters[{}]", setting.name), value);
        }
    }
    call
}

async fn show(
    desk: &Desk,
    module: &ModuleEntry,
    typed: Option<BTreeMap<String, String>>,
    problems: Problems,
) -> Response {
    let status = problems.status();
    let inputs: Vec<Value> = module.settings.0.setting.iter().map(input).collect();
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    for setting in module.settings.0.setting.iter() {
        // The name that clients see is no setting of the module, but it may have been given.
        let has_value = setting.isset.0 || !setting.value.is_empty();
        let value = if has_value { &setting.value } else { &setting.default };
        fields.insert(setting.name.to_string(), switched(setting, value));
    }
    fields.extend(typed.unwrap_or_default());
    for setting in module.settings.0.setting.iter().filter(|it| &*it.fieldtype == "password") {
        fields.insert(setting.name.to_string(), String::new());
    }
    let on = module.active.0 || module.waiting.0;
    let kind = word(&module.moduletype).unwrap_or_default();
    let encoded: String = form_urlencoded::byte_serialize(kind.as_bytes()).collect();
    let list = format!("/admin/modules?status={encoded}");
    let view = json!({
        "id": on.then_some(1),
        "title": &*module.displayname,
        "name": &*module.name,
        "kind": kind,
        "state": state(module),
        "on": on,
        "waiting": module.waiting.0,
        "list": { "path": list, "label": "Modules" },
        "address": format!("/admin/modules/{}/{}", module.moduletype, module.name),
        "parts": [{ "title": "Settings", "inputs": inputs }],
        "fields": fields,
        "problems": problems,
        "button": if on { "Save" } else { "Switch on" },
        "may": desk.may(if on { "UpdateModuleConfiguration" } else { "ActivateModule" }),
        "may_off": desk.may("DeactivateModule"),
        "may_delete": false,
        "more": null,
    });
    desk.page(status, "admin/module.html", &module.displayname, view).await
}

/// A switch as its input has it.
fn switched(setting: &ModuleSettingEntry, value: &str) -> String {
    match &*setting.fieldtype {
        "yesno" => {
            let on = ["on", "1", "yes", "true"].iter().any(|word| value.eq_ignore_ascii_case(word));
            if on { "1" } else { "0" }.to_owned()
        }
        _ => value.to_owned(),
    }
}

fn input(setting: &ModuleSettingEntry) -> Value {
    let kind = match &*setting.fieldtype {
        "textarea" => "area",
        "password" => "password",
        "yesno" => "switch",
        "dropdown" => "choose",
        _ => "text",
    };
    let mut hint = setting.hint.to_string();
    if kind == "password" && setting.isset.0 {
        let set = match &*setting.lastfour {
            "" => "It is set".to_owned(),
            end => format!("It is set and ends in {end}"),
        };
        let said = format!("{hint} {set}; empty leaves it as it is, at the same address.");
        hint = said.trim().to_owned();
    }
    let choices: Vec<(&String, &String)> =
        setting.choices.0.iter().map(|word| (word, word)).collect();
    json!({
        "kind": kind,
        "name": &*setting.name,
        "label": &*setting.label,
        "hint": hint,
        "choices": choices,
        "wide": kind == "area",
        "required": setting.required.0,
        "rows": 4,
    })
}
