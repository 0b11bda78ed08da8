//! Mail domains that nobody may register with.

use model::people::email::{fold, is_address};
use serde_json::json;
use store::Conn;
use store::people::banned_emails::{self, BannedEmailRow};

use crate::{Act, Actor, Cx, Result, conflict, invalid, not_found};

/// Said to whoever registers with such an address.
const BANNED: &str = "Addresses of this mail provider cannot be used. Please give another one";

/// Refuses an address of a banned domain, and counts the refusal. Members of staff and the system
/// itself know what they do.
///
/// # Errors
/// Invalid, for `email`.
pub async fn admit(cx: &Cx, email: &str) -> Result<()> {
    if matches!(cx.caller.actor, Actor::System | Actor::Staff { .. }) {
        return Ok(());
    }
    let found = covering(&mut cx.read().await?, email).await?;
    let Some(found) = found else { return Ok(()) };
    let mut act = cx.act("AddBannedEmail").await?;
    let at = act.at();
    banned_emails::used(&mut act.conn, found.id, at).await?;
    act.commit().await?;
    Err(invalid("email", BANNED))
}

/// The ban that an address is under: of its domain, or of one above it.
async fn covering(c: &mut Conn, email: &str) -> Result<Option<BannedEmailRow>> {
    let email = fold(email);
    // What is no address is refused by whoever checks the person; here it could be of any length.
    if !is_address(&email) {
        return Ok(None);
    }
    let mut domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    while !domain.is_empty() {
        if let Some(found) = banned_emails::find(c, domain).await? {
            return Ok(Some(found));
        }
        domain = domain.split_once('.').map_or("", |(_, above)| above);
    }
    Ok(None)
}

/// Bans a domain; an address counts for its domain. Gives the ban's number.
///
/// # Errors
/// Invalid for what is no domain; conflict when it is banned already.
pub async fn add(act: &mut Act, domain: &str) -> Result<i64> {
    let domain = fold(domain);
    let domain = domain.rsplit('@').next().unwrap_or_default().trim_matches('.').to_owned();
    let plain = domain.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.');
    if !plain || !domain.contains('.') {
        return Err(invalid("domain", "Invalid domain"));
    }
    if banned_emails::find(&mut act.conn, &domain).await?.is_some() {
        return Err(conflict("That domain is banned already"));
    }
    let at = act.at();
    let id = banned_emails::add(&mut act.conn, &domain, at).await?;
    act.log(None, format!("Banned Email Domain Added: {domain}")).await?;
    act.event("EmailDomainBanned", None, &json!({ "id": id, "domain": domain })).await?;
    Ok(id)
}

/// Allows a domain again.
///
/// # Errors
/// Not found.
pub async fn lift(act: &mut Act, id: i64) -> Result<()> {
    let gone = banned_emails::remove(&mut act.conn, id).await?;
    let gone = gone.ok_or_else(|| not_found("Ban ID Not Found"))?;
    act.log(None, format!("Banned Email Domain Removed: {}", gone.domain)).await
}
