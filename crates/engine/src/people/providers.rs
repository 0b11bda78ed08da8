//! Identity providers, and coming in through them.
//!
//! A journey to a provider and back is kept nowhere: whoever begins it holds what it needs. Nothing
//! is asked of a provider while a transaction is open.

use std::net::IpAddr;
use std::time::Duration;

use model::people::email::fold;
use ports::sign_in::Provider;
pub use ports::sign_in::{Back, Identity, Journey};
use ports::{PortError, Secret};
use store::people::Whose;
use store::people::sign_in_links::{self as rows, ProviderRow};
use store::people::staff::{self as staff_rows, SignInRow};
use store::people::users::{self, UserRow};

use super::{sign_in, sign_in_links};
use crate::hosting::servers::Health;
use crate::jobs::{asked, insisted, targets};
use crate::system::bans;
use crate::{Act, Cx, Engine, Fault, Result, invalid, not_allowed, not_found, not_now};

/// How long a provider may take for all that it is asked at a time.
const DEADLINE: Duration = Duration::from_secs(20);
/// Letters and digits of state and nonce, and of the verifier (RFC 7636 wants 43 at least).
const NONCE_CHARS: usize = 32;
const VERIFIER_CHARS: usize = 64;

/// What providers are called, for what went wrong on the way.
const MODULE: &str = "sign-in";
/// Said to somebody whose provider could not be asked.
const SILENT: &str = "The sign-in provider does not answer";
/// Said to somebody whom nobody here knows.
const STRANGER: &str = "Nobody here is linked with this sign-in";
/// Said to somebody who could be one whose address nobody has proven here.
const NOT_LINKED: &str = "Log in with your password and link this sign-in under Security first";

/// On which side of the house somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The client area.
    Clients,
    /// The back office.
    Staff,
}

/// A journey that was begun.
#[derive(Debug)]
pub struct Begun {
    /// Where the browser goes.
    pub address: String,
    /// What must come back, and what must be shown when it did.
    pub journey: Journey,
}

/// What a browser brought back, with what the journey was begun with.
#[derive(Debug)]
pub struct Returned {
    /// Which provider it was begun with.
    pub provider: i64,
    /// The journey.
    pub journey: Journey,
    /// What came back.
    pub back: Back,
}

/// Who came in.
#[derive(Debug)]
pub enum Came {
    /// A user; its second factor was not asked for.
    User(Box<UserRow>),
    /// A member of staff.
    Staff(Box<SignInRow>),
    /// Somebody whom nobody knows yet, and who may sign up.
    Stranger,
}

/// Keeps what a provider knows us by; empty is none.
///
/// # Errors
/// When the database fails.
pub async fn set_secret(act: &mut Act, id: i64, secret: &str) -> Result<()> {
    let chance = &*act.engine.world().chance;
    let sealed = match secret.trim() {
        "" => String::new(),
        secret => act.engine.secrets().seal(chance, &place(id), secret)?,
    };
    Ok(rows::set_secret(&mut act.conn, id, &sealed).await?)
}

/// Asks a provider what it says of itself, also while it is left alone.
///
/// # Errors
/// Not found.
pub async fn probe(cx: &Cx, id: i64) -> Result<Health> {
    let row = found(cx, id).await?;
    let provider = opened(&cx.engine, &row)?;
    let look = || cx.engine.world().sign_in.test_connection(&provider);
    let target = targets::sign_in(&row.issuer);
    Ok(match insisted(&cx.engine, &target, MODULE, DEADLINE, look).await {
        Ok(said) => Health::Reached(said),
        Err(error) => Health::Unreached(error.to_string()),
    })
}

/// Begins a journey that leads back to an address of ours.
///
/// # Errors
/// Not found; not now when the provider cannot be asked.
pub async fn begin(cx: &Cx, id: i64, redirect_uri: &str) -> Result<Begun> {
    if !redirect_uri.starts_with("https://") && !redirect_uri.starts_with("http://") {
        return Err(invalid("redirecturi", "Invalid redirect URI"));
    }
    let row = found(cx, id).await?;
    let provider = opened(&cx.engine, &row)?;
    let (chance, sign_in) = (&cx.engine.world().chance, &cx.engine.world().sign_in);
    let journey = Journey {
        redirect_uri: redirect_uri.to_owned(),
        state: chance.base62(NONCE_CHARS),
        nonce: chance.base62(NONCE_CHARS).into(),
        verifier: chance.base62(VERIFIER_CHARS).into(),
    };
    let target = targets::sign_in(&row.issuer);
    let begin = || sign_in.begin(&provider, &journey);
    let address = asked(&cx.engine, &target, MODULE, DEADLINE, begin).await;
    let address = address.map_err(|error| unasked(cx, &row, &error))?;
    Ok(Begun { address, journey })
}

/// Asks the provider who came back.
///
/// # Errors
/// Not found; not allowed when the provider or its proof says no; not now when it cannot be asked.
pub async fn identity(cx: &Cx, returned: &Returned) -> Result<(ProviderRow, Identity)> {
    let row = found(cx, returned.provider).await?;
    let provider = opened(&cx.engine, &row)?;
    let sign_in = &cx.engine.world().sign_in;
    let target = targets::sign_in(&row.issuer);
    let finish = || sign_in.finish(&provider, &returned.journey, &returned.back);
    let said = asked(&cx.engine, &target, MODULE, DEADLINE, finish).await;
    match said.map_err(|error| unasked(cx, &row, &error))? {
        Ok(identity) => Ok((row, identity)),
        Err(refused) => {
            tracing::info!(provider = row.name, %refused, "a sign-in was refused");
            Err(not_allowed("The sign-in was not accepted"))
        }
    }
}

/// Lets somebody in whom a provider named: by the link that there is or, the first time, by an
/// address that both sides have proven.
///
/// # Errors
/// Not allowed for an address that is banned, a provider that is not for this side, a person whom
/// nobody knows.
pub async fn enter(
    cx: &Cx,
    side: Side,
    row: &ProviderRow,
    identity: &Identity,
    from: Option<IpAddr>,
) -> Result<Came> {
    bans::admit(&cx.engine, from).await?;
    let is_for = match side {
        Side::Clients => row.for_clients,
        Side::Staff => row.for_staff,
    };
    if !is_for {
        return Err(not_allowed(STRANGER));
    }
    let mut act = cx.act("FinishSignIn").await?;
    let came = match side {
        Side::Clients => user(&mut act, row, identity, from).await?,
        Side::Staff => staff(&mut act, row, identity, from).await?,
    };
    act.commit().await?;
    Ok(came)
}

async fn user(
    act: &mut Act,
    provider: &ProviderRow,
    identity: &Identity,
    from: Option<IpAddr>,
) -> Result<Came> {
    let link = rows::user(&mut act.conn, &identity.issuer, &identity.subject).await?;
    let id = match link.and_then(|link| Some((link.id, link.user_id?))) {
        Some((link, user)) => {
            let at = act.at();
            rows::used(&mut act.conn, link, at).await?;
            user
        }
        None => {
            let same = match identity.email_verified {
                true => users::by_email(&mut act.conn, &identity.email).await?,
                false => None,
            };
            match same {
                // Otherwise whoever made an account in the name of another would share it then.
                Some(user) if user.email_verified_at.is_none() => {
                    return Err(not_allowed(NOT_LINKED));
                }
                Some(user) => {
                    sign_in_links::add(act, Whose::User(user.id), provider, identity).await?;
                    user.id
                }
                None if provider.sign_up => return Ok(Came::Stranger),
                None => return Err(not_allowed(STRANGER)),
            }
        }
    };
    let user = users::by_id(&mut act.conn, id).await?.ok_or_else(|| not_allowed(STRANGER))?;
    let text = format!("User Login by {} - User ID: {id}", provider.name);
    sign_in::note_user(act, &user, from, text).await?;
    Ok(Came::User(Box::new(user)))
}

async fn staff(
    act: &mut Act,
    provider: &ProviderRow,
    identity: &Identity,
    from: Option<IpAddr>,
) -> Result<Came> {
    let link = rows::staff(&mut act.conn, &identity.issuer, &identity.subject).await?;
    let id = match link.and_then(|link| Some((link.id, link.staff_id?))) {
        Some((link, staff)) => {
            let at = act.at();
            rows::used(&mut act.conn, link, at).await?;
            Some(staff)
        }
        None if identity.email_verified && is_ours(&provider.staff_domains, &identity.email) => {
            let same = staff_rows::sign_in(&mut act.conn, &identity.email).await?;
            let same = same.filter(|staff| fold(&staff.email) == fold(&identity.email));
            if let Some(staff) = &same {
                sign_in_links::add(act, Whose::Staff(staff.id), provider, identity).await?;
            }
            same.map(|staff| staff.id)
        }
        None => None,
    };
    let id = id.ok_or_else(|| not_allowed(STRANGER))?;
    let row = staff_rows::session(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_allowed(STRANGER))?;
    let text = format!("Admin Login by {} - {} - Admin ID: {id}", provider.name, row.username);
    sign_in::note_staff(act, &row, from, text).await?;
    Ok(Came::Staff(Box::new(row)))
}

/// Whether an address is in one of the domains; without any, none is.
fn is_ours(domains: &str, email: &str) -> bool {
    let Some((_, of)) = email.rsplit_once('@') else { return false };
    domains
        .split([',', ' '])
        .filter(|each| !each.is_empty())
        .any(|each| each.trim_start_matches('@').eq_ignore_ascii_case(of))
}

async fn found(cx: &Cx, id: i64) -> Result<ProviderRow> {
    let row = rows::provider(&mut cx.read().await?, id).await?;
    row.ok_or_else(|| not_found("Sign-in Provider ID Not Found"))
}

fn opened(engine: &Engine, row: &ProviderRow) -> Result<Provider> {
    let secret = engine.secrets().open(&place(row.id), &row.client_secret)?;
    Ok(Provider {
        issuer: row.issuer.clone(),
        client_id: row.client_id.clone(),
        client_secret: Secret::new(secret),
    })
}

/// Why a provider was not asked; since when it does not answer, if it is left alone for that.
fn unasked(cx: &Cx, row: &ProviderRow, error: &PortError) -> Fault {
    tracing::warn!(provider = row.name, %error, "a sign-in provider could not be asked");
    let engine = &cx.engine;
    match engine.targets().silence(&targets::sign_in(&row.issuer), engine.now()) {
        Some(silence) => not_now(format!("{SILENT}: {silence}")),
        None => not_now(SILENT),
    }
}

fn place(id: i64) -> String {
    format!("sign_in_providers.client_secret:{id}")
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_named_domains_are_ours() {
        for (domains, email, expected) in [
            ("example.com", "ann@example.com", true),
            ("example.org, @Example.com", "ann@EXAMPLE.com", true),
            ("example.com", "ann@evil.example.com", false),
            ("example.com", "ann@notexample.com", false),
            ("example.com", "ann@example.com@evil.example", false),
            ("", "ann@example.com", false),
            ("example.com", "example.com", false),
        ] {
            assert_eq!(is_ours(domains, email), expected, "{domains} {email}");
        }
    }
}
