//! The settings of a product's module, an input each; those that name a plan, an image or the like
//! offer what a server of the module lists.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use protocol::{
    GetModules, GetProductDetails, GetServerChoices, GetServers, ModuleEntry, ModuleSettingEntry,
    Server, ServerChoice,
};
use serde_json::{Value, json};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::sheet::{Fields, ROWS};
use crate::routing::get;
use crate::whmcs::CallError;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/products/{id}/choices", get(choices))
}

/// What a module for services takes; nothing where nobody knows it.
pub(super) async fn described(desk: &Desk, module: &str) -> Option<ModuleEntry> {
    let call = GetModules { moduleType: Some("server".to_owned()) };
    let mut rows = desk.maybe(call).await?.modules.0.module.0.into_iter();
    rows.find(|row| &*row.name == module)
}

/// The settings as fields: one each of those that the module knows, the others a line each.
pub(super) fn split(config: &str, described: Option<&ModuleEntry>) -> Fields {
    let Ok(Value::Object(pairs)) = serde_json::from_str(config) else { return Fields::new() };
    let known: Vec<&str> = described.iter().flat_map(|module| settings(module)).map(name).collect();
    let (mut found, mut lines) = (Fields::new(), Vec::new());
    for (name, value) in pairs {
        let value = match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        if known.contains(&name.as_str()) {
            found.insert(field(&name), value);
        } else {
            lines.push(format!("{name} = {value}"));
        }
    }
    found.insert("moduleconfig".to_owned(), lines.join("\n"));
    found
}

fn settings(module: &ModuleEntry) -> impl Iterator<Item = &ModuleSettingEntry> {
    module.settings.0.setting.iter()
}

fn name(setting: &ModuleSettingEntry) -> &str {
    &setting.name
}

/// The name of an input, as the wire has it.
fn field(name: &str) -> String {
    format!("moduleconfig[{name}]")
}

/// The lines of the further settings as the wire has them; an input of its own counts more.
pub(super) fn read(posted: &mut Posted) {
    let config = posted.text("moduleconfig").to_owned();
    posted.drop("moduleconfig");
    for (name, value) in config.lines().filter_map(|line| line.split_once('=')) {
        let field = field(name.trim());
        if posted.text(&field).trim().is_empty() {
            posted.set(&field, value.trim());
        }
    }
}

/// What the page shows of the module of a product.
pub(super) async fn shown(desk: &Desk, product: u64) -> Value {
    let Some(module) = module_of(desk, product).await else { return Value::Null };
    let Some(described) = described(desk, &module).await else { return Value::Null };
    let server = server(desk, &module).await;
    let query = desk.query();
    let wanted = query.text("choices") == "1";
    let mut inputs = Vec::new();
    for setting in settings(&described) {
        let kind = match &*setting.fieldtype {
            "textarea" => "area",
            "yesno" | "dropdown" => "choose",
            _ => "text",
        };
        let mut offered = json!({ "choices": [], "said": "" });
        if let (Some(server), false, true) = (&server, setting.offers.is_empty(), wanted) {
            offered = listed(desk, server, &setting.offers).await;
        }
        let offers = if server.is_some() { &*setting.offers } else { "" };
        inputs.push(json!({
            "kind": kind,
            "name": field(name(setting)),
            "id": name(setting),
            "label": &*setting.label,
            "hint": &*setting.hint,
            "default": &*setting.default,
            "required": setting.required.0,
            "choices": words(setting),
            "offers": offers,
            "offered": offered,
        }));
    }
    json!({
        "title": format!("Settings of {}", described.displayname),
        "inputs": inputs,
        "server": server.map(|server| server.name.to_string()),
        "address": format!("/admin/products/{product}/choices"),
    })
}

fn words(setting: &ModuleSettingEntry) -> Vec<(String, String)> {
    let pair = |value: &str, label: &str| (value.to_owned(), label.to_owned());
    let usual = match &*setting.default {
        "" => pair("", "–"),
        default => pair("", &format!("As usual: {default}")),
    };
    let words = setting.choices.0.iter().map(|word| pair(word, word));
    match &*setting.fieldtype {
        "yesno" => vec![usual, pair("on", "Yes"), pair("off", "No")],
        _ => std::iter::once(usual).chain(words).collect(),
    }
}

async fn module_of(desk: &Desk, product: u64) -> Option<String> {
    let call = GetProductDetails { limitnum: ROWS, ..GetProductDetails::default() };
    let mut rows = desk.maybe(call).await?.products.0.product.0.into_iter();
    let row = rows.find(|row| row.pid.id() == Some(product))?;
    Some(row.module.to_string()).filter(|module| !module.is_empty())
}

/// A server of the module that may be asked, an active one first.
async fn server(desk: &Desk, module: &str) -> Option<Server> {
    if !desk.may("GetServerChoices") {
        return None;
    }
    let mut rows = desk.maybe(GetServers::default()).await?.servers.0;
    rows.retain(|row| &*row.module == module);
    rows.sort_by_key(|row| !row.active.0);
    rows.into_iter().next()
}

/// `GET /admin/products/{id}/choices?kind=plan`: what the script offers beside an input.
async fn choices(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let query = desk.query();
    let module = module_of(&desk, id).await.ok_or_else(|| Fail::missing(&desk))?;
    let server = server(&desk, &module).await.ok_or_else(|| Fail::missing(&desk))?;
    Ok(Json(listed(&desk, &server, query.text("kind")).await).into_response())
}

/// What a server lists of a kind; why it does not, if it does not.
async fn listed(desk: &Desk, server: &Server, kind: &str) -> Value {
    let Ok(serverid) = u64::try_from(server.id.0) else { return Value::Null };
    match desk.ask(GetServerChoices { serverid, kind: kind.to_owned() }).await {
        Ok(answer) => {
            let rows = answer.choices.0.choice.0;
            let said = format!("{} to choose from, as {} lists them", rows.len(), server.name);
            let rows: Vec<Value> = rows.iter().map(option).collect();
            json!({ "choices": rows, "said": said })
        }
        Err(CallError::Refused(refusal)) => {
            json!({ "choices": [], "said": format!("{}: {}", server.name, refusal.said) })
        }
        Err(error) => {
            tracing::warn!(%error, kind, "a server lists nothing");
            json!({ "choices": [], "said": format!("{} cannot be asked now", server.name) })
        }
    }
}

fn option(choice: &ServerChoice) -> Value {
    let price = choice.price.as_ref().zip(choice.currency.as_ref());
    let price = price.map(|(price, currency)| format!("{price} {currency} a month"));
    let parts = [Some(choice.name.to_string()), Some(choice.note.to_string()), price];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    json!({ "id": &*choice.id, "label": parts.join(" · ") })
}
