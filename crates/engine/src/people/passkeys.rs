//! Passkeys: keys on people's devices, which sign them in without a password (Web Authentication).
//!
//! A challenge is a sealed text that says what it is for and of which instant it is, so nothing is
//! kept of it; a passkey signs each once, for its row remembers the instant of the last.

mod proof;

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::json;
use store::StoreError;
use store::people::Whose;
use store::people::passkeys::{self as rows, PasskeyRow};
use store::people::{staff, users};

use super::providers::{Came, Side};
use super::{log_of, security_mails, sign_in};
use crate::system::bans;
use crate::system::templates::SIGN_IN_ADDED;
use crate::{Act, Cx, Engine, Fault, Result, conflict, invalid, not_allowed, not_found};

pub use proof::{ALGORITHMS, party};

/// How long a challenge is good (microseconds): as long as somebody looks for the device.
const CHALLENGE_MICROS: i64 = 10 * 60 * 1_000_000;
/// Passkeys of one person at most.
const PASSKEYS_MAX: usize = 20;
/// Longer names are cut.
const NAME_CHARS_MAX: usize = 60;
const PLACE: &str = "passkeys.challenge";
/// Said whatever was wrong.
const REFUSED: &str = "The passkey was not accepted";
/// What a challenge is for that signs somebody in.
const FOR_SIGN_IN: &str = "sign in";

/// What a browser needs to make a passkey.
#[derive(Debug)]
pub struct Begun {
    /// In base 64 for addresses.
    pub challenge: String,
    /// What the device keeps of whom it is for, in base 64 for addresses.
    pub handle: String,
    /// What the device shows.
    pub email: String,
    /// The same.
    pub name: String,
    /// The devices' names for the passkeys that are there: no device makes a second one.
    pub known: Vec<String>,
}

/// Begins to add a passkey.
///
/// # Errors
/// Not found; a conflict when there are too many.
pub async fn begin(cx: &Cx, whose: Whose) -> Result<Begun> {
    let mut conn = cx.read().await?;
    let (email, name) = match whose {
        Whose::User(id) => {
            let row = users::by_id(&mut conn, id).await?;
            let row = row.ok_or_else(|| not_found("User Not Found"))?;
            (row.email, format!("{} {}", row.first_name, row.last_name))
        }
        Whose::Staff(id) => {
            let row = staff::by_id(&mut conn, id).await?;
            let row = row.ok_or_else(|| not_found("Admin ID Not Found"))?;
            (row.email, format!("{} {}", row.first_name, row.last_name))
        }
    };
    let known = rows::of(&mut conn, whose).await?;
    if known.len() >= PASSKEYS_MAX {
        return Err(conflict("You have as many passkeys as there may be"));
    }
    Ok(Begun {
        challenge: challenge(&cx.engine, &purpose(whose))?,
        handle: handle(whose),
        email,
        name: name.trim().to_owned(),
        known: known.into_iter().map(|row| row.credential_id).collect(),
    })
}

/// Adds the passkey that a browser made for an origin of ours.
///
/// # Errors
/// Invalid when the browser's words are none; not allowed when they are not true; a conflict when
/// the passkey is here already.
pub async fn add(
    act: &mut Act,
    whose: Whose,
    origin: &str,
    name: &str,
    shown: &str,
) -> Result<PasskeyRow> {
    let name: String = name.trim().chars().take(NAME_CHARS_MAX).collect();
    if name.is_empty() {
        return Err(invalid("name", "A name is required"));
    }
    let shown = proof::read(shown).ok_or_else(|| invalid("credential", "Invalid credential"))?;
    let proven = proof::created(&shown, origin).ok_or_else(|| not_allowed(REFUSED))?;
    let challenge_at = opened(&act.engine, &proven.challenge, &purpose(whose))?;
    let (user_id, staff_id) = match whose {
        Whose::User(user) => (Some(user), None),
        Whose::Staff(staff) => (None, Some(staff)),
    };
    let mut row = PasskeyRow {
        id: 0,
        user_id,
        staff_id,
        credential_id: shown.id,
        public_key: shown.response.public_key.unwrap_or_default(),
        name,
        sign_count: proven.count,
        challenge_at,
        created_at: act.at(),
        last_used_at: None,
    };
    if rows::of(&mut act.conn, whose).await?.len() >= PASSKEYS_MAX {
        return Err(conflict("You have as many passkeys as there may be"));
    }
    row.id = rows::add(&mut act.conn, &row).await.map_err(|error| match error {
        StoreError::Constraint { unique: true, .. } => conflict("This passkey is here already"),
        other => other.into(),
    })?;
    act.changed("passkeys", row.id, &[("name", json!(null), json!(row.name))]).await?;
    let more = [("signin_method", &*format!("Passkey: {}", row.name))];
    security_mails::tell(act, whose, SIGN_IN_ADDED, &more).await?;
    log_of(act, whose, "Passkey Added").await?;
    Ok(row)
}

/// Takes a passkey of somebody away.
///
/// # Errors
/// Not found when it has no such passkey.
pub async fn remove(act: &mut Act, whose: Whose, id: i64) -> Result<()> {
    if !rows::remove(&mut act.conn, whose, id).await? {
        return Err(not_found("Passkey ID Not Found"));
    }
    act.changed("passkeys", id, &[("id", json!(id), json!(null))]).await?;
    log_of(act, whose, "Passkey Removed").await
}

/// A challenge that signs somebody in.
///
/// # Errors
/// Broken when it cannot be sealed.
pub fn ask(engine: &Engine) -> Result<String> {
    challenge(engine, FOR_SIGN_IN)
}

/// Lets somebody in who shows a passkey of this side. It is two factors in one: the device, and
/// what the device asks of its owner.
///
/// # Errors
/// Not allowed whatever is wrong with it, or because the person's address is banned.
pub async fn enter(
    cx: &Cx,
    side: Side,
    origin: &str,
    shown: &str,
    from: Option<IpAddr>,
) -> Result<Came> {
    bans::admit(&cx.engine, from).await?;
    let shown = proof::read(shown).ok_or_else(|| invalid("credential", "Invalid credential"))?;
    let found = rows::called(&mut cx.read().await?, &shown.id).await?;
    let found = found.and_then(|row| Some((row.whose()?, row)));
    let known = found.filter(|(whose, _)| match side {
        Side::Clients => matches!(whose, Whose::User(_)),
        Side::Staff => matches!(whose, Whose::Staff(_)),
    });
    let Some((whose, row)) = known else { return Err(failed(cx, from).await) };
    let proven = proof::signed(&shown, origin, &row.public_key).filter(|proven| {
        let same = shown.response.user_handle.as_deref().is_none_or(|said| said == handle(whose));
        // A device that counts and says a number again was copied.
        let copied = proven.count != 0 && proven.count <= row.sign_count;
        same && !copied
    });
    let Some(proven) = proven else { return Err(failed(cx, from).await) };
    let at = opened(&cx.engine, &proven.challenge, FOR_SIGN_IN)?;
    let mut act = cx.act("FinishPasskeySignIn").await?;
    let now = act.at();
    if !rows::used(&mut act.conn, row.id, at, proven.count, now).await? {
        return Err(not_allowed(REFUSED));
    }
    let came = match whose {
        Whose::User(id) => {
            let user = users::by_id(&mut act.conn, id).await?;
            let user = user.ok_or_else(|| not_allowed(REFUSED))?;
            let text = format!("User Login by Passkey - User ID: {id}");
            sign_in::note_user(&mut act, &user, from, text).await?;
            Came::User(Box::new(user))
        }
        Whose::Staff(id) => {
            let member = staff::session(&mut act.conn, id).await?;
            let member = member.ok_or_else(|| not_allowed(REFUSED))?;
            let text = format!("Admin Login by Passkey - {} - Admin ID: {id}", member.username);
            sign_in::note_staff(&mut act, &member, from, text).await?;
            Came::Staff(Box::new(member))
        }
    };
    act.commit().await?;
    Ok(came)
}

/// Counts a failure, which may lead to a ban.
async fn failed(cx: &Cx, from: Option<IpAddr>) -> Fault {
    match bans::login_failed(&cx.engine, &cx.caller, from).await {
        Ok(()) => not_allowed(REFUSED),
        Err(fault) => fault,
    }
}

fn named(whose: Whose) -> String {
    match whose {
        Whose::User(user) => format!("user {user}"),
        Whose::Staff(staff) => format!("staff {staff}"),
    }
}

fn handle(whose: Whose) -> String {
    BASE64.encode(named(whose))
}

fn purpose(whose: Whose) -> String {
    format!("add to {}", named(whose))
}

fn challenge(engine: &Engine, purpose: &str) -> Result<String> {
    let text = format!("{purpose}|{}", engine.now().as_microsecond());
    let sealed = engine.secrets().seal(&*engine.world().chance, PLACE, &text)?;
    Ok(BASE64.encode(sealed))
}

/// The instant (microseconds) of a challenge of ours that is for this and not too old.
fn opened(engine: &Engine, sealed: &str, purpose: &str) -> Result<i64> {
    let refused = || not_allowed(REFUSED);
    let text = engine.secrets().open(PLACE, sealed).map_err(|_| refused())?;
    let (found, at) = text.rsplit_once('|').ok_or_else(refused)?;
    let at: i64 = at.parse().map_err(|_| refused())?;
    let age = engine.now().as_microsecond() - at;
    let good = found == purpose && (0..CHALLENGE_MICROS).contains(&age);
    if good { Ok(at) } else { Err(refused()) }
}
