//! Where mail to the addresses of a name goes, at the registrar that has the name.
//!
//! A registrar is told all of it at once, so a change is read, made and written back; telling it
//! twice ends in the same.

use std::sync::Arc;

use model::people::email::is_address;
pub use ports::registrar::MailForward;
use ports::registrar::Registrar;
use serde_json::json;
use store::domains::names::DomainRow;

use super::registrars::{self, ask};
use crate::{Cx, Result, conflict, invalid, not_found, not_now};

/// The refusal for a name that has no mail forwarding.
pub const NOT_BOOKED: &str = "Email forwarding is not booked with this domain";
/// Addresses of a name at most.
const FORWARDS_MAX: usize = 100;
/// Letters before the `@` at most (RFC 5321 section 4.5.3.1.1).
const PREFIX_CHARS_MAX: usize = 64;
/// Every address of the name that is not named.
const ANY: &str = "*";

/// All of them, by address; that for all others last.
///
/// # Errors
/// Refused where it is not booked; see [`registrars::ask`].
pub async fn list(cx: &Cx, row: &DomainRow) -> Result<Vec<MailForward>> {
    let registrar = open(cx, row).await?;
    read(cx, &*registrar, row).await
}

/// Has mail to an address of the name passed on; one address may have several destinations.
///
/// # Errors
/// Invalid for what is no address; conflict for one that is there, and for too many; see [`list`].
pub async fn add(
    cx: &Cx,
    row: &DomainRow,
    prefix: &str,
    destination: &str,
) -> Result<Vec<MailForward>> {
    let new =
        MailForward { prefix: prefix_of(row, prefix)?, destination: destination.trim().to_owned() };
    if !is_address(&new.destination) {
        return Err(invalid("destination", "The email address entered is not valid"));
    }
    if new.destination.eq_ignore_ascii_case(&format!("{}@{}", new.prefix, row.name)) {
        return Err(invalid("destination", "An address cannot be passed on to itself"));
    }
    change(cx, row, "AddEmailForward", |all| {
        if all.iter().any(|each| is_same(each, &new)) {
            return Err(conflict("This forward already exists"));
        }
        if all.len() >= FORWARDS_MAX {
            return Err(conflict("A domain has 100 forwarded addresses at most"));
        }
        all.push(new);
        Ok(())
    })
    .await
}

/// Passes mail to an address on no longer.
///
/// # Errors
/// Not found when it is not passed on there; see [`list`].
pub async fn remove(
    cx: &Cx,
    row: &DomainRow,
    prefix: &str,
    destination: &str,
) -> Result<Vec<MailForward>> {
    let (prefix, destination) = (prefix_of(row, prefix)?, destination.trim().to_owned());
    let old = MailForward { prefix, destination };
    change(cx, row, "DeleteEmailForward", |all| {
        let at = all.iter().position(|each| is_same(each, &old));
        let at = at.ok_or_else(|| not_found("Email Forward Not Found"))?;
        all.remove(at);
        Ok(())
    })
    .await
}

async fn change(
    cx: &Cx,
    row: &DomainRow,
    action: &'static str,
    edit: impl FnOnce(&mut Vec<MailForward>) -> Result<()>,
) -> Result<Vec<MailForward>> {
    let registrar = open(cx, row).await?;
    let mut all = read(cx, &*registrar, row).await?;
    let before = all.len();
    edit(&mut all)?;
    sort(&mut all);
    ask(&cx.engine, &*registrar, |it| it.set_mail_forwards(&row.name, &all)).await?;
    let mut act = cx.act(action).await?;
    act.changed("domains", row.id, &[("forwards", json!(before), json!(all.len()))]).await?;
    let (id, name) = (row.id, &row.name);
    let text = format!("Domain Email Forwarding Updated - Domain ID: {id} - Domain: {name}");
    act.log(Some(row.client_id), text).await?;
    act.commit().await?;
    Ok(all)
}

async fn open(cx: &Cx, row: &DomainRow) -> Result<Arc<dyn Registrar>> {
    if !row.email_forwarding {
        return Err(not_now(NOT_BOOKED));
    }
    registrars::open(&cx.engine, &mut cx.read().await?, &row.registrar).await
}

async fn read(cx: &Cx, registrar: &dyn Registrar, row: &DomainRow) -> Result<Vec<MailForward>> {
    let mut all = ask(&cx.engine, registrar, |it| it.mail_forwards(&row.name)).await?;
    sort(&mut all);
    Ok(all)
}

fn sort(all: &mut [MailForward]) {
    let key = |each: &MailForward| {
        (each.prefix == ANY, each.prefix.clone(), each.destination.to_lowercase())
    };
    all.sort_by_key(key);
}

fn is_same(one: &MailForward, other: &MailForward) -> bool {
    one.prefix == other.prefix && one.destination.eq_ignore_ascii_case(&other.destination)
}

/// What stands before the `@`, in small letters; a whole address of the name is one, too.
fn prefix_of(row: &DomainRow, typed: &str) -> Result<String> {
    let typed = typed.trim().to_ascii_lowercase();
    let prefix = typed.strip_suffix(&format!("@{}", row.name)).unwrap_or(&typed);
    let lawful = |byte: u8| byte.is_ascii_alphanumeric() || b"._+-".contains(&byte);
    let is_local = prefix.len() <= PREFIX_CHARS_MAX
        && prefix.bytes().all(lawful)
        && prefix.split('.').all(|part| !part.is_empty());
    if prefix == ANY || is_local {
        return Ok(prefix.to_owned());
    }
    Err(invalid("prefix", "Letters, digits and dots before the @, or * for all others"))
}
