//! Choices that several forms offer, and finding the client that somebody typed.

use std::collections::BTreeMap;

use engine::{Actor, Caller, Meaning};
use model::people::permission::ClientPermission;
use model::word::Word as _;
use protocol::{
    Action as _, ClientSummary, GetAdminRoles, GetAdminUsers, GetClientGroups, GetClients,
    GetClientsDetails, GetConfigurationValue, GetCurrencies, GetModules, GetPaymentMethods,
    GetProductAddons, GetProducts, GetRegistrars, GetSupportDepartments, GetSupportStatuses,
    GetTldPrices,
};

use super::desk::Desk;
use super::sheet;
use crate::pages::language::{LANGUAGES, tell};
use crate::pages::set_up;
use crate::whmcs::CallError;

/// Clients that are offered where several begin so.
const CHOICES_MAX: u64 = 8;

/// A value and what stands for it.
pub(crate) type Choice = (String, String);

/// The ways to pay, with an empty first one.
pub(crate) async fn gateways(desk: &Desk, none: &str) -> Vec<Choice> {
    let mut choices = vec![(String::new(), none.to_owned())];
    if let Some(found) = desk.maybe(GetPaymentMethods {}).await {
        let rows = found.paymentmethods.0.paymentmethod.into_iter();
        choices.extend(rows.map(|row| (row.module.to_string(), row.displayname.to_string())));
    }
    choices
}

/// What can be sold, as promotions name it: products, addons and endings.
pub(crate) async fn things(desk: &Desk) -> Vec<Choice> {
    let mut things = products(desk).await;
    let call = GetProductAddons { limitnum: sheet::ROWS, limitstart: None };
    let addons = desk.maybe(call).await.map(|found| found.productaddons.0.productaddon.0);
    let addons = addons.unwrap_or_default();
    let addons = addons.iter().filter(|row| !row.retired.0);
    things
        .extend(addons.map(|row| (format!("A{}", row.addonid.0), format!("Addon: {}", row.name))));
    let endings = endings(desk).await;
    let names = endings.iter().map(|(tld, _)| (format!("D{tld}"), format!("Names under {tld}")));
    things.extend(names);
    things
}

/// The endings of names that are sold.
pub(crate) async fn endings(desk: &Desk) -> Vec<Choice> {
    let sold = desk.maybe(GetTldPrices::default()).await.map(|found| found.tlds.0.tld.0);
    let sold = sold.unwrap_or_default();
    sold.iter().map(|tld| (tld.extension.to_string(), tld.extension.to_string())).collect()
}

/// The days of the month on which renewals can be due together, `else_said` where others decide.
pub(crate) fn billing_days(else_said: &str) -> Vec<Choice> {
    let days = (1..=31).map(|day| (day.to_string(), format!("On day {day} of the month")));
    let first = [("0", else_said), ("-1", "Each on its own day")];
    let first = first.map(|(value, text)| (value.to_owned(), text.to_owned()));
    first.into_iter().chain(days).collect()
}

/// What stands for a value; the value itself where nothing does.
pub(crate) fn name_of<'a>(choices: &'a [Choice], value: &'a str) -> &'a str {
    choices.iter().find(|(each, _)| each == value).map_or(value, |(_, name)| name)
}

pub(crate) async fn currencies(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetCurrencies {}).await;
    let rows = found.map(|found| found.currencies.0.currency.0).unwrap_or_default();
    rows.iter().map(|row| (row.id.0.to_string(), row.code.to_string())).collect()
}

pub(crate) async fn client_groups(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetClientGroups {}).await;
    let rows = found.map(|found| found.groups.0.group.0).unwrap_or_default();
    rows.iter().map(|row| (row.id.0.to_string(), row.groupname.to_string())).collect()
}

pub(crate) async fn products(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetProducts::default()).await;
    let rows = found.map(|found| found.products.0.product.0).unwrap_or_default();
    rows.iter().map(|row| (i64::from(row.pid).to_string(), row.name.to_string())).collect()
}

pub(crate) async fn departments(desk: &Desk) -> Vec<Choice> {
    let call = GetSupportDepartments { ignore_dept_assignments: protocol::wire::Flag(true) };
    let found = desk.maybe(call).await;
    let rows = found.map(|found| found.departments.0.department.0).unwrap_or_default();
    rows.iter().map(|row| (row.id.0.to_string(), row.name.to_string())).collect()
}

pub(crate) async fn ticket_states(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetSupportStatuses::default()).await;
    let rows = found.map(|found| found.statuses.0.status.0).unwrap_or_default();
    rows.iter().map(|row| (row.title.to_string(), row.title.to_string())).collect()
}

/// The staff, by number.
pub(crate) async fn staff(desk: &Desk, none: &str) -> Vec<Choice> {
    let mut choices = vec![("0".to_owned(), none.to_owned())];
    if let Some(found) = desk.maybe(GetAdminUsers::default()).await {
        let rows = found.admin_users.iter();
        choices.extend(rows.map(|row| (row.id.0.to_string(), row.fullName.to_string())));
    }
    choices
}

/// The modules of a kind, by system name.
pub(crate) async fn modules(desk: &Desk, kind: &str) -> Vec<Choice> {
    let found = desk.maybe(GetModules { moduleType: Some(kind.to_owned()) }).await;
    let rows = found.map(|found| found.modules.0.module.0).unwrap_or_default();
    rows.iter().map(|row| (row.name.to_string(), row.displayname.to_string())).collect()
}

/// Every country, after a choice of none.
pub(crate) fn countries(none: &str) -> Vec<Choice> {
    let all = set_up::countries().into_iter();
    let all = all.map(|(code, name)| (code.to_owned(), name.to_owned()));
    std::iter::once((String::new(), none.to_owned())).chain(all).collect()
}

/// Where the company is; nothing where it is not told.
pub(crate) async fn home(desk: &Desk) -> String {
    let call = GetConfigurationValue { setting: "DefaultCountry".to_owned() };
    let caller = Caller { actor: Actor::Visitor, ..desk.caller().clone() };
    let found = desk.ask_as(caller, call).await;
    found.map_or_else(|_| String::new(), |answer| answer.value.to_string())
}

/// Whether lines written by hand are taxed where nothing else is said: `1` or `0`, `1` where it is
/// not told.
pub(crate) async fn taxed_by_hand(desk: &Desk) -> &'static str {
    let call = GetConfigurationValue { setting: "TaxCustomInvoices".to_owned() };
    let caller = Caller { actor: Actor::Visitor, ..desk.caller().clone() };
    let is_on = |value: &str| ["on", "1", "true", "yes"].contains(&value.to_lowercase().as_str());
    let off = desk.ask_as(caller, call).await.is_ok_and(|answer| !is_on(&answer.value));
    if off { "0" } else { "1" }
}

/// The registrars that orders can go to, by system name.
pub(crate) async fn registrars(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetRegistrars {}).await;
    let rows = found.map(|found| found.registrars.0).unwrap_or_default();
    rows.iter().map(|row| (row.module.to_string(), row.display_name.to_string())).collect()
}

/// The languages of the house, by their names on the wire, after a choice of none.
pub(crate) fn languages(none: &str) -> Vec<Choice> {
    let ours = LANGUAGES.iter().map(|each| (each.wire.to_owned(), each.name.to_owned()));
    std::iter::once((String::new(), none.to_owned())).chain(ours).collect()
}

/// The roles of a kind (`staff`, `api`), by number.
pub(crate) async fn roles(desk: &Desk, kind: &str) -> Vec<Choice> {
    let call = GetAdminRoles { limitnum: Some(1_000), limitstart: None };
    let found = desk.maybe(call).await;
    let rows = found.map(|found| found.roles.0.adminrole.0).unwrap_or_default();
    let rows = rows.iter().filter(|row| &*row.kind == kind);
    rows.map(|row| (row.roleid.0.to_string(), row.name.to_string())).collect()
}

/// Words that stand for themselves.
pub(crate) fn words(words: &[&str]) -> Vec<Choice> {
    words.iter().map(|word| ((*word).to_owned(), (*word).to_owned())).collect()
}

/// What a user may do for a client: every permission with what it means.
pub(crate) fn permissions() -> Vec<Choice> {
    let words = ClientPermission::ALL.iter().map(|permission| permission.word());
    words.map(|word| (word.to_owned(), tell(&format!("may-{word}")))).collect()
}

/// Whether no client has a number, as far as the role may look; else the action says it.
async fn is_nobody(desk: &Desk, number: u64) -> bool {
    if !desk.may(GetClientsDetails::NAME) {
        return false;
    }
    let call = GetClientsDetails { clientid: Some(number), ..GetClientsDetails::default() };
    let answer = desk.ask(call).await;
    matches!(answer, Err(CallError::Refused(refusal)) if refusal.meaning == Meaning::NotFound)
}

/// The number of the client that somebody typed: a number, or the beginning of a name, company or
/// e-mail address that only one client has.
pub(crate) async fn client(desk: &Desk, typed: &str) -> Result<u64, String> {
    let typed = typed.trim().trim_start_matches('#');
    if typed.is_empty() {
        return Err("Please say which client".to_owned());
    }
    if let Ok(number) = typed.parse::<u64>() {
        return if is_nobody(desk, number).await {
            Err(format!("There is no client {number}"))
        } else {
            Ok(number)
        };
    }
    match beginning(desk, typed).await.map_err(|error| error.to_string())?.as_slice() {
        [] => Err(format!("No client begins with “{typed}”")),
        [only] => only.id.id().ok_or_else(|| "That client has no number".to_owned()),
        _ => Err("Several clients begin so: choose one of them, or type more".to_owned()),
    }
}

/// The clients to choose from where what was typed begins the names of several.
pub(crate) async fn several_clients(desk: &Desk, fields: &BTreeMap<String, String>) -> Vec<Choice> {
    clients_like(desk, fields.get("client").map_or("", String::as_str)).await
}

/// The clients that begin as was typed, where they are several.
pub(crate) async fn clients_like(desk: &Desk, typed: &str) -> Vec<Choice> {
    let typed = typed.trim().trim_start_matches('#');
    if typed.is_empty() || typed.parse::<u64>().is_ok() {
        return Vec::new();
    }
    let found = beginning(desk, typed).await.unwrap_or_default();
    if found.len() < 2 {
        return Vec::new();
    }
    let choice = |row: &ClientSummary| {
        let name = format!("{} {}", row.firstname, row.lastname);
        let parts = [name.trim(), row.companyname.trim(), row.email.trim()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        (row.id.0.to_string(), format!("{} · number {}", parts.join(" · "), row.id.0))
    };
    found.iter().map(choice).collect()
}

/// The first clients whose name, company or address begins so.
async fn beginning(desk: &Desk, typed: &str) -> Result<Vec<ClientSummary>, CallError> {
    let search = Some(typed.to_owned());
    let call = GetClients { search, limitnum: Some(CHOICES_MAX), ..GetClients::default() };
    Ok(desk.ask(call).await?.clients.0.client.0)
}
