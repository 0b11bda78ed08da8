//! Links that sign a user in once.

use jiff::SignedDuration;
use model::ids::{ClientId, DomainId, ServiceId, StaffId, UserId};
use model::people::client::ClientStatus;
use model::people::full_name;
use serde_json::json;
use store::domains::names;
use store::hosting::services;
use store::people::clients::ClientRow;
use store::people::tokens::{Kind, TokenRow};
use store::people::users::UserRow;
use store::people::{clients, staff, user_clients, users};

use super::sign_in::as_user;
use super::tokens::{NewToken, issue, redeem, void};
use crate::system::bans;
use crate::system::settings::SYSTEM_URL;
use crate::{Act, Actor, Allowed, Result, invalid, not_allowed, not_found};

/// How long the link opens anything.
pub const LIFE: SignedDuration = SignedDuration::from_secs(60);

/// Where the link may lead, and its page
/// (`https://developers.whmcs.com/api-reference/createssotoken/`).
const DESTINATIONS: &[(&str, &str)] = &[
    ("clientarea:announcements", "announcements"),
    ("clientarea:billing_info", "account/paymentmethods"),
    ("clientarea:details", "clientarea.php?action=details"),
    ("clientarea:domain_details", "clientarea.php?action=domaindetails&id="),
    ("clientarea:domains", "clientarea.php?action=domains"),
    ("clientarea:downloads", "download"),
    ("clientarea:emails", "clientarea.php?action=emails"),
    ("clientarea:homepage", "clientarea.php"),
    ("clientarea:invoices", "clientarea.php?action=invoices"),
    ("clientarea:knowledgebase", "knowledgebase"),
    ("clientarea:network_status", "serverstatus.php"),
    ("clientarea:product_details", "clientarea.php?action=productdetails&id="),
    ("clientarea:profile", "clientarea.php?action=details"),
    ("clientarea:security", "user/security"),
    ("clientarea:services", "clientarea.php?action=products"),
    ("clientarea:shopping_cart", "cart.php"),
    ("clientarea:shopping_cart_addons", "cart.php?gid=addons"),
    ("clientarea:shopping_cart_domain_register", "cart.php?a=add&domain=register"),
    ("clientarea:shopping_cart_domain_transfer", "cart.php?a=add&domain=transfer"),
    ("clientarea:submit_ticket", "submitticket.php"),
    ("clientarea:tickets", "supporttickets.php"),
    ("clientarea:upgrade", "upgrade.php?type=package&id="),
    ("sso:custom_redirect", ""),
];

/// What a link is wanted for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// For which client.
    pub client: Option<ClientId>,
    /// As which user; the client's owner without.
    pub user: Option<UserId>,
    /// One of the vendor's words; the front page without.
    pub destination: Option<String>,
    /// The service of destinations about one.
    pub service: Option<u64>,
    /// The domain name of destinations about one.
    pub domain: Option<u64>,
    /// The page of `sso:custom_redirect`, below our own address.
    pub path: Option<String>,
}

/// Who a link signs in, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The user.
    pub user: UserId,
    /// The client it acts for.
    pub client: Option<ClientId>,
    /// The member of staff who goes in as the user.
    pub staff: Option<StaffId>,
    /// The page, below our own address.
    pub page: String,
}

/// Makes a link: its secret and its address.
///
/// # Errors
/// The refusals of `https://developers.whmcs.com/api-reference/createssotoken/`.
pub async fn create(act: &mut Act, wanted: &Wanted) -> Result<(String, String)> {
    let client = client_of(act, wanted.client).await?;
    let user = user_of(act, client.as_ref(), wanted.user).await?;
    let page = page_of(wanted)?;
    let client = client.map(|row| row.id);
    check_own(act, wanted, client, user.id).await?;
    // A program that makes a link brings the person itself; a member of staff goes in its name.
    let staff = match act.caller.actor {
        Actor::Staff { id, .. } => Some(id),
        _ => None,
    };
    let new = NewToken { kind: Kind::Sso, client, subject: &page, life: LIFE, only: false, staff };
    let secret = issue(act, &user, new).await?;
    let text = format!("SSO Token Created - User ID: {}", user.id);
    act.log_for(client, Some(user.id), text).await?;
    let address = act.settings.text(SYSTEM_URL).trim_end_matches('/');
    let link = format!("{address}/oauth/singlesignon.php?access_token={secret}");
    Ok((secret, link))
}

/// Uses a link up.
///
/// # Errors
/// Not found when it is unknown, used or too old, or the user may no longer act for the client; not
/// allowed for an address that is banned.
pub async fn enter(act: &mut Act, secret: &str) -> Result<Entry> {
    bans::admit(&act.engine, act.caller.ip.parse().ok()).await?;
    let (token, user) = redeem(act, Kind::Sso, secret).await?;
    if let Some(client) = token.client_id {
        let row = clients::by_id(&mut act.conn, client).await?.ok_or_else(void)?;
        let tied = user_clients::find(&mut act.conn, user.id, client).await?.is_some();
        if !tied || row.status == ClientStatus::Closed || !row.allow_single_sign_on {
            return Err(void());
        }
        if token.staff_id.is_none() {
            super::clients::signed_in(act, user.id, client).await?;
        }
    }
    match token.staff_id {
        Some(staff) => note_staff(act, staff, &token, &user).await?,
        None => note_user(act, &token, &user).await?,
    }
    let (client, staff) = (token.client_id, token.staff_id);
    Ok(Entry { user: user.id, client, staff, page: token.subject })
}

async fn note_user(act: &mut Act, token: &TokenRow, user: &UserRow) -> Result<()> {
    let (at, ip) = (act.at(), act.caller.ip.clone());
    users::signed_in(&mut act.conn, user.id, at, &ip, "").await?;
    let text = format!("User Login by SSO Token - User ID: {}", user.id);
    let who = as_user(user, token.client_id);
    act.log_as(who, token.client_id, Some(user.id), text).await?;
    act.event("UserSignedIn", token.client_id, &json!({ "user_id": user.id.0 })).await
}

/// The user did not sign in: when and from where it last did stays as it was.
async fn note_staff(act: &mut Act, id: StaffId, token: &TokenRow, user: &UserRow) -> Result<()> {
    let found = staff::by_id(&mut act.conn, id).await?;
    let row = found.filter(|row| !row.disabled).ok_or_else(void)?;
    let name = full_name(&row.first_name, &row.last_name);
    let who = Actor::Staff { id, name, allowed: Allowed::from_names([]) };
    let text = format!("Admin Logged In as User - Admin ID: {id} - User ID: {}", user.id);
    act.log_as(who, token.client_id, Some(user.id), text).await
}

async fn client_of(act: &mut Act, wanted: Option<ClientId>) -> Result<Option<ClientRow>> {
    let Some(id) = wanted else { return Ok(None) };
    let found = clients::by_id(&mut act.conn, id).await?;
    let row = found.ok_or_else(|| not_found("Invalid client_id"))?;
    if !row.allow_single_sign_on || row.status == ClientStatus::Closed {
        return Err(not_allowed(format!("SSO authentication blocked for client {id}")));
    }
    Ok(Some(row))
}

async fn user_of(
    act: &mut Act,
    client: Option<&ClientRow>,
    wanted: Option<UserId>,
) -> Result<UserRow> {
    let id = wanted.or(client.and_then(|row| row.owner_user_id));
    let Some(id) = id else {
        return Err(invalid("client_id", "A valid client_id or user_id is required"));
    };
    let found = users::by_id(&mut act.conn, id).await?;
    let user = found.ok_or_else(|| not_found("Invalid user_id"))?;
    if let Some(row) = client
        && user_clients::find(&mut act.conn, id, row.id).await?.is_none()
    {
        return Err(not_found("Invalid user_id for client"));
    }
    Ok(user)
}

fn page_of(wanted: &Wanted) -> Result<String> {
    let word = wanted.destination.as_deref().unwrap_or("clientarea:homepage");
    let wrong = || invalid("destination", "Invalid destination");
    let page = DESTINATIONS.iter().find(|(name, _)| *name == word).map(|(_, page)| *page);
    let page = page.ok_or_else(wrong)?;
    let number = match word {
        "clientarea:product_details" | "clientarea:upgrade" => wanted.service,
        "clientarea:domain_details" => wanted.domain,
        "sso:custom_redirect" => return own_path(wanted.path.as_deref().unwrap_or_default()),
        _ => return Ok(page.to_owned()),
    };
    Ok(format!("{page}{}", number.ok_or_else(wrong)?))
}

/// The service or name that a page is about is one of the client, or of one that the user acts for:
/// the link would lead to a page that is not there for them.
async fn check_own(
    act: &mut Act,
    wanted: &Wanted,
    client: Option<ClientId>,
    user: UserId,
) -> Result<()> {
    let number = |number: Option<u64>| i64::try_from(number.unwrap_or(0)).unwrap_or(i64::MAX);
    let (field, owner) = match wanted.destination.as_deref() {
        Some("clientarea:product_details" | "clientarea:upgrade") => {
            let row = services::by_id(&mut act.conn, ServiceId(number(wanted.service))).await?;
            ("service_id", row.map(|row| row.client_id))
        }
        Some("clientarea:domain_details") => {
            let row = names::by_id(&mut act.conn, DomainId(number(wanted.domain))).await?;
            ("domain_id", row.map(|row| row.client_id))
        }
        _ => return Ok(()),
    };
    let is_own = match (owner, client) {
        (Some(owner), Some(client)) => owner == client,
        (Some(owner), None) => user_clients::find(&mut act.conn, user, owner).await?.is_some(),
        (None, _) => false,
    };
    if is_own { Ok(()) } else { Err(invalid(field, "Invalid destination")) }
}

/// A path below our own address: nothing that a browser could take for another host.
fn own_path(path: &str) -> Result<String> {
    let plain = path.trim_start_matches('/');
    let foreign = plain.contains("//") || plain.contains('\\') || plain.contains(':');
    if plain.is_empty() || foreign || plain.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(invalid("sso_redirect_path", "Invalid destination"));
    }
    Ok(plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn paths_stay_in_the_house() {
        for (path, expected) in [
            ("cart.php?a=view", Some("cart.php?a=view")),
            ("/cart.php", Some("cart.php")),
            ("//evil.example", Some("evil.example")),
            ("https://evil.example", None),
            ("javascript:alert(1)", None),
            ("/a//b", None),
            ("\\\\evil.example", None),
            ("a b", None),
            ("", None),
        ] {
            assert_eq!(own_path(path).ok().as_deref(), expected, "{path}");
        }
    }
}
