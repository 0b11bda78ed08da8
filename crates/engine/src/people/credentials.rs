//! Who is calling the RPC door: a program with an identifier and a secret, or a member of staff
//! with a name and a password, from an address that is allowed to call.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use model::hex::hex;
use model::ids::{ApiCredentialId, RoleId, StaffId};
use sha2::{Digest, Sha256};
use store::people::{api_credentials, staff};
use subtle::ConstantTimeEq;

use super::{attempts, passwords, two_factor};
use crate::system::bans;
use crate::system::settings::{API_ACCESS_KEY, API_ALLOWED_IPS, Settings};
use crate::{Act, Actor, Allowed, Caller, Door, Engine, Result, not_allowed};

/// Where the setting `APIAccessKey` is sealed.
pub const ACCESS_KEY_PLACE: &str = "settings.APIAccessKey";
/// How long a credential that was found good is believed; so long may a revoked one still work.
const BELIEVED: SignedDuration = SignedDuration::from_secs(4);
/// Credentials remembered at most.
const REMEMBERED_MAX: usize = 1024;
/// The time of the last use is written at most this often (seconds).
const USE_NOTED_EVERY: i64 = 60;
/// Said to staff whose password is not enough by itself, and a program shows nothing else.
const BEHIND_SECOND_FACTOR: &str =
    "This administrator has Two-Factor Authentication: use API credentials";
/// Letters of an identifier and of a secret (quirks of the vendor's clients: both are 32).
const KEY_LETTERS: usize = 32;

/// What a call brought along; empty is absent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Presented<'a> {
    /// The public half of an API credential.
    pub identifier: &'a str,
    /// Its secret half.
    pub secret: &'a str,
    /// A member of staff, or an identifier.
    pub username: &'a str,
    /// The password, its MD5 in hex, or a secret.
    pub password: &'a str,
    /// Allows any address.
    pub accesskey: &'a str,
}

/// A credential to be made.
#[derive(Debug, Clone)]
pub struct NewCredential<'a> {
    /// What it is for.
    pub description: &'a str,
    /// The member of staff it acts as.
    pub staff: Option<StaffId>,
    /// A role of the kind api.
    pub role: RoleId,
    /// Only from this machine.
    pub loopback_only: bool,
}

/// Credentials that were found good, by the hash of what was presented.
#[derive(Default)]
pub(crate) struct Verified(Mutex<HashMap<[u8; 32], (Timestamp, Known)>>);

/// A credential that was found good.
#[derive(Debug, Clone)]
struct Known {
    actor: Actor,
    loopback_only: bool,
}

/// Tells who is calling from where.
///
/// # Errors
/// Not allowed for a banned address, and in the words of a WHMCS: `Invalid IP …`,
/// `Authentication Failed`,
/// `Invalid or missing credentials`, `Administrator Account Disabled`, `Access Denied`; a limit
/// when passwords are tried out.
pub async fn identify(engine: &Engine, given: &Presented<'_>, peer: IpAddr) -> Result<Actor> {
    let peer = peer.to_canonical();
    bans::admit(engine, Some(peer)).await?;
    let settings = engine.settings().await?;
    if !peer.is_loopback()
        && !is_listed(&settings, peer)
        && !opens(engine, &settings, given.accesskey)?
    {
        return Err(not_allowed(format!("Invalid IP {peer}")));
    }
    let (name, secret, is_key) = if given.identifier.is_empty() {
        (given.username, given.password, false)
    } else {
        (given.identifier, given.secret, true)
    };
    if name.is_empty() || secret.is_empty() {
        return Err(not_allowed("Authentication Failed"));
    }
    let digest = digest_of(is_key, name, secret);
    let known = match remembered(engine, &digest) {
        Some(known) => known,
        None => {
            let known = verify(engine, name, secret, is_key, peer).await?;
            remember(engine, digest, &known);
            known
        }
    };
    if known.loopback_only && !peer.is_loopback() {
        return Err(not_allowed(format!("Invalid IP {peer}")));
    }
    Ok(known.actor)
}

/// Makes a credential and gives identifier and secret; the secret is not kept and cannot be told
/// again.
///
/// # Errors
/// Broken when the role or the member of staff does not exist.
pub async fn create(act: &mut Act, new: &NewCredential<'_>) -> Result<(String, String)> {
    let chance = &act.engine.world().chance;
    let (identifier, secret) = (chance.base62(KEY_LETTERS), chance.base62(KEY_LETTERS));
    import(act, new, &identifier, &secret).await?;
    Ok((identifier, secret))
}

/// Makes a credential from an identifier and a secret that are known already.
///
/// # Errors
/// Broken when the identifier exists, or the role or the member of staff does not.
pub async fn import(
    act: &mut Act,
    new: &NewCredential<'_>,
    identifier: &str,
    secret: &str,
) -> Result<ApiCredentialId> {
    let row = api_credentials::New {
        identifier,
        secret_hash: &hex(&Sha256::digest(secret.as_bytes())),
        description: new.description,
        staff: new.staff,
        role: new.role,
        loopback_only: new.loopback_only,
        at: act.at(),
    };
    let id = api_credentials::add(&mut act.conn, &row).await?;
    act.log(None, format!("API Credential Created - Credential ID: {id}")).await?;
    Ok(id)
}

/// Seals the access key and stores it as the setting `APIAccessKey`; empty removes it.
///
/// # Errors
/// When the database fails.
pub async fn set_access_key(act: &mut Act, key: &str) -> Result<()> {
    let chance = &act.engine.world().chance;
    let sealed = if key.is_empty() {
        String::new()
    } else {
        act.engine.secrets().seal(chance.as_ref(), ACCESS_KEY_PLACE, key)?
    };
    store::system::settings::put(&mut act.conn, API_ACCESS_KEY, &sealed).await?;
    act.log(None, "API Access Key Changed").await
}

/// The list is JSON (`["192.0.2.1"]`) or separated by commas or line ends; only equal addresses
/// count, there are no ranges (quirk 2.11).
fn is_listed(settings: &Settings, peer: IpAddr) -> bool {
    let text = settings.text(API_ALLOWED_IPS);
    let listed: Vec<String> = serde_json::from_str(text)
        .unwrap_or_else(|_| text.split([',', '\n', ' ']).map(str::to_owned).collect());
    listed.iter().any(|each| {
        each.trim().parse::<IpAddr>().is_ok_and(|allowed| allowed.to_canonical() == peer)
    })
}

/// Whether the access key is the one that allows any address (quirk 2.10).
fn opens(engine: &Engine, settings: &Settings, given: &str) -> Result<bool> {
    let kept = engine.secrets().open(ACCESS_KEY_PLACE, settings.text(API_ACCESS_KEY))?;
    if kept.is_empty() || given.is_empty() {
        return Ok(false);
    }
    let (kept, given) = (Sha256::digest(kept.as_bytes()), Sha256::digest(given.as_bytes()));
    Ok(kept.as_slice().ct_eq(given.as_slice()).into())
}

async fn verify(
    engine: &Engine,
    name: &str,
    secret: &str,
    is_key: bool,
    peer: IpAddr,
) -> Result<Known> {
    if let Some(known) = verify_key(engine, name, secret, is_key).await? {
        return Ok(known);
    }
    verify_staff(engine, name, secret, peer).await
}

/// An identifier and a secret; `None` when the pair may still be a name and a password.
async fn verify_key(
    engine: &Engine,
    identifier: &str,
    secret: &str,
    is_key: bool,
) -> Result<Option<Known>> {
    let mut conn = engine.read().await?;
    let found = api_credentials::find(&mut conn, identifier).await?;
    drop(conn);
    // An unknown identifier is compared too, so that it costs what a wrong secret costs.
    let nothing = "0".repeat(64);
    let kept = found.as_ref().map_or(&nothing, |row| &row.secret_hash);
    let given = hex(&Sha256::digest(secret.as_bytes()));
    let equal: bool = kept.as_bytes().ct_eq(given.as_bytes()).into();
    let Some(row) = found else {
        return if is_key { Err(not_allowed("Invalid or missing credentials")) } else { Ok(None) };
    };
    if !equal || !row.enabled {
        return Err(not_allowed("Authentication Failed"));
    }
    if row.staff_disabled == Some(true) {
        return Err(not_allowed("Administrator Account Disabled"));
    }
    note_use(engine, row.id, row.last_used_at).await?;
    let name = if row.description.is_empty() { row.identifier } else { row.description };
    let allowed = Allowed::from_json(&row.actions);
    let actor = Actor::Api { id: row.id, name, staff: row.staff_id, allowed };
    Ok(Some(Known { actor, loopback_only: row.loopback_only }))
}

/// A member of staff; the password is sent as it is or as its MD5 (quirk 2.9).
async fn verify_staff(engine: &Engine, name: &str, password: &str, peer: IpAddr) -> Result<Known> {
    let peer = peer.to_string();
    attempts::admit(engine, name, &peer)?;
    let mut conn = engine.read().await?;
    let found = staff::sign_in(&mut conn, name).await?;
    drop(conn);
    let is_md5 = password.len() == 32 && password.bytes().all(|b| b.is_ascii_hexdigit());
    let form = if is_md5 { password.to_ascii_lowercase() } else { passwords::staff_form(password) };
    let right = match &found {
        None => {
            passwords::check_nobody(engine, &form).await?;
            false
        }
        Some(row) => {
            passwords::check(engine, &form, &row.password_hash).await? != passwords::Check::Wrong
        }
    };
    let Some(row) = found.filter(|_| right) else {
        attempts::failed(engine, name, &peer);
        bans::login_failed(engine, &Caller::system(Door::Rpc), peer.parse().ok()).await?;
        return Err(not_allowed("Authentication Failed"));
    };
    attempts::succeeded(engine, name, &peer);
    if row.disabled {
        return Err(not_allowed("Administrator Account Disabled"));
    }
    if !row.two_factor_secret.is_empty() {
        return Err(not_allowed(BEHIND_SECOND_FACTOR));
    }
    let settings = engine.settings().await?;
    let allowed = two_factor::permitted(&settings, &row);
    if allowed == Allowed::Only(Default::default()) {
        return Err(not_allowed("Access Denied"));
    }
    let name = format!("{} {}", row.first_name, row.last_name);
    let actor = Actor::Staff { id: row.id, name: name.trim().to_owned(), allowed };
    Ok(Known { actor, loopback_only: false })
}

async fn note_use(engine: &Engine, id: ApiCredentialId, last: Option<i64>) -> Result<()> {
    let now = engine.now().as_second();
    if last.is_some_and(|last| now - last < USE_NOTED_EVERY) {
        return Ok(());
    }
    let mut conn = engine.db().write().await?;
    api_credentials::used(&mut conn, id, now).await?;
    Ok(conn.commit().await?)
}

/// What is remembered is a hash, so that a copy of the memory gives no secret away.
fn digest_of(is_key: bool, name: &str, secret: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update([u8::from(is_key)]);
    hasher.update(u64::try_from(name.len()).unwrap_or(u64::MAX).to_le_bytes());
    hasher.update(name.as_bytes());
    hasher.update(secret.as_bytes());
    hasher.finalize().into()
}

fn remembered(engine: &Engine, digest: &[u8; 32]) -> Option<Known> {
    let kept = engine.people().verified.0.lock().unwrap_or_else(PoisonError::into_inner);
    let (since, known) = kept.get(digest)?;
    (engine.now().duration_since(*since).abs() < BELIEVED).then(|| known.clone())
}

fn remember(engine: &Engine, digest: [u8; 32], known: &Known) {
    let mut kept = engine.people().verified.0.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= REMEMBERED_MAX {
        kept.clear();
    }
    kept.insert(digest, (engine.now(), known.clone()));
}
