//! What is asked or told about a name that is ours: name servers, contacts, lock, transfer code,
//! privacy, release. Telling it twice is harmless, so nothing is written down beforehand.

use std::sync::Arc;

use model::domains::addon::Booked;
use model::domains::name::{DomainName, host_from_people};
use model::domains::status::DomainStatus;
use model::ids::DomainId;
use ports::registrar::Registrar;
pub use ports::registrar::{Contact, Contacts, TransferCode};
use serde_json::{Value, json};
use store::Conn;
use store::domains::name_edits;
use store::domains::names::{self, DomainRow};
use store::people::clients;

use super::addons;
use super::registrars::{self, ask};
use crate::people::security_mails;
use crate::system::templates::{TRANSFER_CODE, send_with_if_possible};
use crate::{Act, Actor, Caller, Cx, Fault, Result, invalid, not_found, not_now};

/// The domain with a number, or the latest with a name that still lives, if the caller may see it.
///
/// # Errors
/// When the database fails.
pub async fn find(
    c: &mut Conn,
    caller: &Caller,
    id: Option<DomainId>,
    name: Option<&str>,
) -> Result<Option<DomainRow>> {
    let rows = match (id, name) {
        (Some(id), _) => names::by_id(c, id).await?.into_iter().collect(),
        (None, Some(name)) => match DomainName::from_people(name) {
            Ok(name) => names::by_name(c, name.as_str()).await?,
            Err(_) => Vec::new(),
        },
        (None, None) => Vec::new(),
    };
    let seen = |row: &DomainRow| match caller.actor {
        Actor::Client { client, .. } => row.client_id == client,
        _ => true,
    };
    let mut rows: Vec<DomainRow> = rows.into_iter().filter(seen).collect();
    let ended = |row: &DomainRow| {
        use DomainStatus::{Cancelled, Expired, Fraud, TransferredAway};
        matches!(row.status, Cancelled | Expired | Fraud | TransferredAway)
    };
    rows.sort_by_key(ended);
    Ok(rows.into_iter().next())
}

/// The name servers, in order.
///
/// # Errors
/// See [`registrars::ask`].
pub async fn name_servers(cx: &Cx, row: &DomainRow) -> Result<Vec<String>> {
    ask(&cx.engine, &*open(cx, row).await?, |it| it.name_servers(&row.name)).await
}

/// The contacts.
///
/// # Errors
/// See [`registrars::ask`].
pub async fn contacts(cx: &Cx, row: &DomainRow) -> Result<Contacts> {
    ask(&cx.engine, &*open(cx, row).await?, |it| it.contacts(&row.name)).await
}

/// Whether the name is locked against transfer; of a name kept by hand nobody can tell.
///
/// # Errors
/// See [`registrars::ask`].
pub async fn lock(cx: &Cx, row: &DomainRow) -> Result<Option<bool>> {
    if row.registrar.is_empty() {
        return Ok(None);
    }
    ask(&cx.engine, &*open(cx, row).await?, |it| it.lock(&row.name)).await.map(Some)
}

/// Sets the name servers, in order; empty ones are left out.
///
/// # Errors
/// Refused when one is no host name or is named twice; see [`registrars::ask`].
pub async fn set_name_servers(cx: &Cx, row: &DomainRow, hosts: &[String]) -> Result<()> {
    let wrong = |at: usize, host: &str| {
        invalid(format!("ns{at}"), format!("{host} is not a valid nameserver"))
    };
    let hosts: Vec<String> = (1..)
        .zip(hosts.iter().map(|host| host.trim().trim_end_matches('.')))
        .filter(|(_, host)| !host.is_empty())
        .map(|(at, host)| {
            let read = host_from_people(host).filter(|host| host.contains('.'));
            read.ok_or_else(|| wrong(at, &host.to_lowercase()))
        })
        .collect::<Result<_>>()?;
    for (at, host) in (1..).zip(&hosts) {
        if hosts.iter().take(at - 1).any(|other| other == host) {
            return Err(invalid(format!("ns{at}"), format!("{host} is named twice")));
        }
    }
    ask(&cx.engine, &*open(cx, row).await?, |it| it.set_name_servers(&row.name, &hosts)).await?;
    let list = hosts.join(",");
    let change = ("nameservers", json!(row.nameservers), json!(list));
    let text = format!("Domain Nameservers Updated - Domain ID: {}", row.id);
    written(cx, row, "DomainUpdateNameservers", change, text, |row| row.nameservers = list).await
}

/// Sets the contacts.
///
/// # Errors
/// See [`registrars::ask`].
pub async fn set_contacts(cx: &Cx, row: &DomainRow, contacts: &Contacts) -> Result<()> {
    ask(&cx.engine, &*open(cx, row).await?, |it| it.set_contacts(&row.name, contacts)).await?;
    let text = format!("Domain Contact Information Updated - Domain ID: {}", row.id);
    // Contacts are the registrar's to keep; the audit says only that they changed.
    let change = ("contacts", json!("before"), json!("after"));
    written(cx, row, "DomainUpdateWhoisInfo", change, text, |_| {}).await
}

/// Locks or unlocks the name.
///
/// # Errors
/// See [`registrars::ask`].
pub async fn set_lock(cx: &Cx, row: &DomainRow, locked: bool) -> Result<()> {
    ask(&cx.engine, &*open(cx, row).await?, |it| it.set_lock(&row.name, locked)).await?;
    let word = if locked { "Locked" } else { "Unlocked" };
    let change = ("locked", json!(row.locked), json!(locked));
    let text = format!("Domain {word} - Domain ID: {}", row.id);
    written(cx, row, "DomainUpdateLockingStatus", change, text, |row| row.locked = locked).await
}

/// Hides or shows the owner. A client who shows it again renews for less from then on, and cannot
/// hide it without paying where that costs something.
///
/// # Errors
/// Refused to a client who has not booked what costs something; see [`registrars::ask`].
pub async fn set_id_protection(cx: &Cx, row: &DomainRow, on: bool) -> Result<()> {
    let is_client = matches!(cx.caller.actor, Actor::Client { .. });
    let price =
        if is_client && on != row.id_protection { price_of_hiding(cx, row).await? } else { 0 };
    if on && price > 0 {
        return Err(not_now("ID protection is not booked with this domain: order it first"));
    }
    ask(&cx.engine, &*open(cx, row).await?, |it| it.set_id_protection(&row.name, on)).await?;
    let word = if on { "Enabled" } else { "Disabled" };
    let change = ("idprotection", json!(row.id_protection), json!(on));
    let text = format!("Domain ID Protection {word} - Domain ID: {}", row.id);
    written(cx, row, "DomainToggleIdProtect", change, text, |row| {
        // Somebody else may have been first.
        if row.id_protection && !on {
            row.recurring_minor = (row.recurring_minor - price).max(0);
        }
        row.id_protection = on;
    })
    .await
}

/// What a hidden owner adds to a renewal, in minor units of the client's currency.
async fn price_of_hiding(cx: &Cx, row: &DomainRow) -> Result<i64> {
    let mut c = cx.read().await?;
    let client = clients::any_by_id(&mut c, row.client_id).await?;
    let client = client.ok_or_else(|| Fault::broken(format!("domain {} of nobody", row.id)))?;
    let booked = Booked { id_protection: true, ..Booked::default() };
    addons::sum(&mut c, client.currency_id, booked, row.years).await
}

/// The code that lets another registrar take the name; its owner is told that it was given out.
///
/// # Errors
/// See [`registrars::ask`].
pub async fn transfer_code(cx: &Cx, row: &DomainRow) -> Result<TransferCode> {
    let code = ask(&cx.engine, &*open(cx, row).await?, |it| it.transfer_code(&row.name)).await?;
    let text = format!("Domain EPP Code Requested - Domain ID: {}", row.id);
    let change = ("epp_code", Value::Null, Value::Null);
    let mut act = opened(cx, row, "DomainRequestEPP", change, text, |_| {}).await?;
    let more = [
        ("security_time".to_owned(), security_mails::time(&act)),
        ("security_origin".to_owned(), security_mails::origin_of_client(&act)),
    ];
    send_with_if_possible(&mut act, TRANSFER_CODE, row.id.0, &more.into()).await?;
    act.commit().await?;
    Ok(code)
}

/// Gives the name to another registrar.
///
/// # Errors
/// Refused without a tag; see [`registrars::ask`].
pub async fn release(cx: &Cx, row: &DomainRow, tag: &str) -> Result<()> {
    let registrar = open(cx, row).await?;
    if tag.trim().is_empty() {
        return Err(invalid("newtag", "Parameter 'newtag' is required"));
    }
    ask(&cx.engine, &*registrar, |it| it.release(&row.name, tag)).await?;
    let to = row.status.go(DomainStatus::TransferredAway).unwrap_or(row.status);
    let change = ("status", json!(row.status.to_string()), json!(to.to_string()));
    let text = format!("Domain Released to {tag} - Domain ID: {}", row.id);
    written(cx, row, "DomainRelease", change, text, |row| row.status = to).await
}

async fn open(cx: &Cx, row: &DomainRow) -> Result<Arc<dyn Registrar>> {
    registrars::open(&cx.engine, &mut cx.read().await?, &row.registrar).await
}

/// Writes down what the registrar has done.
async fn written(
    cx: &Cx,
    row: &DomainRow,
    action: &'static str,
    change: (&str, Value, Value),
    text: String,
    edit: impl FnOnce(&mut DomainRow),
) -> Result<()> {
    opened(cx, row, action, change, text, edit).await?.commit().await
}

/// The same in an act that still can do more.
async fn opened(
    cx: &Cx,
    row: &DomainRow,
    action: &'static str,
    change: (&str, Value, Value),
    text: String,
    edit: impl FnOnce(&mut DomainRow),
) -> Result<Act> {
    let mut act = cx.act(action).await?;
    let now = names::lock(&mut act.conn, row.id).await?;
    let mut now = now.ok_or_else(|| Fault::broken(format!("domain {} is gone", row.id)))?;
    edit(&mut now);
    now.updated_at = act.at();
    name_edits::save(&mut act.conn, &now).await?;
    act.changed("domains", row.id, &[change]).await?;
    act.log(Some(row.client_id), text).await?;
    Ok(act)
}

/// The refusal of the actions that take only a number.
#[must_use]
pub fn no_such_id() -> Fault {
    not_found("Domain ID Not Found")
}

/// The refusal of the actions that take a number or a name.
#[must_use]
pub fn no_such_domain() -> Fault {
    not_found("Domain Not Found")
}
