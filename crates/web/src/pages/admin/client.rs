//! One client: who it is, what it has, owes and was told; and what can be done about it.

mod change;
mod files;
mod invites;
mod new;
mod notes;
mod statement;
mod tabs;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::wire::Flag;
use protocol::{GetClientsDetails, GetCustomFields};
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::form::Problems;
use super::pick;
use crate::App;
use crate::routing::{get, post};

pub(super) use tabs::owner;

/// The tabs, as the address says them, with the action that each needs.
const TABS: [(&str, &str, &str); 14] = [
    ("summary", "Summary", ""),
    ("profile", "Profile", "UpdateClient"),
    ("contacts", "Contacts", "GetContacts"),
    ("services", "Services", "GetClientsProducts"),
    ("domains", "Domains", "GetClientsDomains"),
    ("invoices", "Invoices", "GetInvoices"),
    ("billable", "Billable items", "GetBillableItems"),
    ("quotes", "Quotes", "GetQuotes"),
    ("transactions", "Transactions", "GetTransactions"),
    ("tickets", "Tickets", "GetTickets"),
    ("emails", "E-mails", "GetEmails"),
    ("files", "Files", "GetClientFiles"),
    ("notes", "Notes", "AddClientNote"),
    ("log", "Log", "GetActivityLog"),
];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/clients/new", get(new::form).merge(post(new::submit)))
        .route("/admin/clients/{id}", get(page).merge(post(change::submit)))
        .route("/admin/clients/{id}/files/{file}", get(files::file))
        .route("/admin/clients/{id}/statement", get(statement::show))
        .route("/admin/clients/{id}/statement/pdf", get(statement::pdf))
}

/// What was typed and is not right yet.
#[derive(Default)]
struct Typed {
    fields: Option<BTreeMap<String, String>>,
    problems: Problems,
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let query = desk.query();
    show(&desk, id, query.text("tab"), Typed::default()).await
}

async fn show(desk: &Desk, id: u64, tab: &str, typed: Typed) -> Result<Response, Fail> {
    let call = GetClientsDetails { clientid: Some(id), email: None, stats: Flag(true) };
    let found = desk.call(call).await?;
    let stats = found.stats.clone();
    let client = found.into_client();
    let open = TABS.iter().filter(|(.., needs)| needs.is_empty() || desk.may(needs));
    let tabs: Vec<Value> = open
        .map(|(key, label, _)| json!({ "key": key, "label": label, "current": *key == tab }))
        .collect();
    let tab = TABS.iter().find(|(key, ..)| *key == tab).map_or("summary", |(key, ..)| *key);
    let list = tabs::list(desk, id, tab).await?;
    let status = match list.as_ref().is_some_and(|list| list["unreadable"].is_string()) {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => typed.problems.status(),
    };
    let title = format!("{} {}", client.firstname, client.lastname);
    let view = json!({
        "tabs": tabs,
        "tab": tab,
        "list": list,
        "files": files::tab(desk, id, tab).await,
        "emails": tabs::emails(desk, id, tab).await?,
        "credits": tabs::credits(desk, id, tab).await,
        "notes": notes::shown(desk, id, tab).await,
        "invites": invites::shown(desk, id, tab).await,
        "pay_methods": tabs::pay_methods(desk, id, tab).await,
        "typed": typed.fields.clone().unwrap_or_default(),
        "fields": typed.fields.unwrap_or_else(|| fields(&client)),
        "problems": typed.problems,
        "groups": groups(desk, tab).await,
        "custom": custom(desk, tab).await,
        "gateways": pick::gateways(desk, "As the first one").await,
        "billing_days": pick::billing_days("As its group or the house says"),
        "states": pick::words(&["Active", "Inactive", "Closed"]),
        "countries": pick::countries("None"),
        "languages": pick::languages("As the house speaks"),
        "client": client,
        "stats": stats,
    });
    Ok(desk.page(status, "admin/client.html", &title, view).await)
}

/// The groups that a client can be in, for its profile.
async fn groups(desk: &Desk, tab: &str) -> Vec<pick::Choice> {
    if tab != "profile" {
        return Vec::new();
    }
    let none = ("0".to_owned(), "None".to_owned());
    std::iter::once(none).chain(pick::client_groups(desk).await).collect()
}

/// The custom fields of clients, as inputs of the profile.
async fn custom(desk: &Desk, tab: &str) -> Vec<Value> {
    if tab != "profile" {
        return Vec::new();
    }
    let r#type = Some("client".to_owned());
    let call = GetCustomFields { r#type, limitnum: Some(1_000), ..GetCustomFields::default() };
    let found = desk.maybe(call).await;
    let rows = found.map(|found| found.customfields.0.customfield.0).unwrap_or_default();
    let input = |row: &protocol::CustomFieldEntry| {
        let choices = row.offered().map(|option| (option, option));
        let choices: Vec<_> = std::iter::once(("", "–")).chain(choices).collect();
        json!({
            "name": format!("customfields[{}]", row.fieldid.0),
            "label": row.name,
            "hint": row.description,
            "kind": row.fieldtype,
            "choices": choices,
        })
    };
    rows.iter().map(input).collect()
}

/// The client as the form of its profile has it: named as `UpdateClient` reads it.
fn fields(client: &protocol::ClientDetails) -> BTreeMap<String, String> {
    let flag = |on: bool| if on { "1" } else { "0" }.to_owned();
    let text = [
        ("firstname", client.firstname.to_string()),
        ("lastname", client.lastname.to_string()),
        ("companyname", client.companyname.to_string()),
        ("email", client.email.to_string()),
        ("address1", client.address1.to_string()),
        ("address2", client.address2.to_string()),
        ("city", client.city.to_string()),
        ("state", client.state.to_string()),
        ("postcode", client.postcode.to_string()),
        ("country", client.countrycode.to_string()),
        ("phonenumber", client.phonenumber.to_string()),
        ("tax_id", client.tax_id.to_string()),
        ("paymentmethod", client.defaultgateway.to_string()),
        ("status", client.status.to_string()),
        ("language", client.language.to_string()),
        ("notes", client.notes.to_string()),
        ("groupid", client.groupid.0.to_string()),
        ("taxexempt", flag(client.taxexempt.0)),
        ("latefeeoveride", flag(client.latefeeoveride.0)),
        ("overideduenotices", flag(client.overideduenotices.0)),
        ("separateinvoices", flag(client.separateinvoices.0)),
        ("billingday", client.billingday.map_or(0, |day| day.0).to_string()),
        ("disableautocc", flag(client.disableautocc.0)),
        ("marketingoptin", flag(client.marketing_emails_opt_in.0)),
    ];
    let custom = client.customfields.iter();
    let custom = custom.map(|row| (format!("customfields[{}]", row.id.0), row.value.to_string()));
    let text = text.into_iter().map(|(name, value)| (name.to_owned(), value));
    text.chain(custom).collect()
}
