//! Users: who signs in.

use model::ids::UserId;
use serde_json::json;
use store::people::users::{self, UserRow};
use store::people::{Whose, waiting_addresses};

use super::passwords::NO_PASSWORD;
use super::person::{check_address, tidy};
use super::security_mails;
use crate::system::templates::{ADDRESS_CHANGED, PASSWORD_CHANGED};
use crate::{Act, Engine, Result, conflict, invalid, not_found};

/// Said when an address is taken.
pub const TAKEN: &str = "A user already exists with that email address";

/// A user to be made.
#[derive(Debug, Clone, Default)]
pub struct NewUser {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// What it signs in with.
    pub email: String,
    /// From [`super::passwords::hash`]; empty for a user who must set a password first.
    pub password_hash: String,
    /// Language name, or empty.
    pub language: String,
}

/// What to change; `None` leaves it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserChanges {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// What it signs in with; a new address is not proven.
    pub email: Option<String>,
    /// Language name.
    pub language: Option<String>,
}

/// Makes a user.
///
/// # Errors
/// Conflict when the address is taken.
pub async fn create(act: &mut Act, new: NewUser) -> Result<UserId> {
    if users::by_email(&mut act.conn, &new.email).await?.is_some() {
        return Err(conflict(TAKEN));
    }
    let at = act.at();
    let password_hash =
        if new.password_hash.is_empty() { NO_PASSWORD.to_owned() } else { new.password_hash };
    let row = UserRow {
        id: UserId(0),
        uuid: uuid(act),
        email: tidy(&new.email),
        email_folded: String::new(),
        first_name: tidy(&new.first_name),
        last_name: tidy(&new.last_name),
        language: tidy(&new.language),
        password_hash,
        two_factor_secret: String::new(),
        epoch: 0,
        email_verified_at: None,
        created_at: at,
        updated_at: at,
        last_login_at: None,
        last_ip: String::new(),
        last_host: String::new(),
    };
    let id = users::add(&mut act.conn, &row).await.map_err(taken)?;
    let text = format!("User Created - {} {} - User ID: {id}", row.first_name, row.last_name);
    act.log_for(None, Some(id), text).await?;
    let payload = json!({ "user_id": id.0, "email": row.email });
    act.event("UserAdded", None, &payload).await?;
    Ok(id)
}

/// Changes a user. A new address counts at once, ends its sessions and has to be proven again; one
/// that the user itself wants waits first ([`super::new_address`]).
///
/// # Errors
/// Not found; invalid for no change or a wrong address; conflict when the address is taken
/// (`https://developers.whmcs.com/api-reference/updateuser/`).
pub async fn update(act: &mut Act, id: UserId, changes: UserChanges) -> Result<()> {
    let before = users::lock(&mut act.conn, id)
        .await?
        .ok_or_else(|| not_found("Invalid User ID requested"))?;
    if changes == UserChanges::default() {
        let said = "One of `email`, `firstname`, `lastname`, or `language` is required";
        return Err(invalid("email", said));
    }
    let mut row = before.clone();
    let UserChanges { first_name, last_name, email, language } = changes;
    for (part, change) in [
        (&mut row.first_name, first_name),
        (&mut row.last_name, last_name),
        (&mut row.language, language),
    ] {
        if let Some(text) = change {
            *part = tidy(&text);
        }
    }
    if let Some(email) = email {
        change_email(act, &mut row, &email).await?;
    }
    row.updated_at = act.at();
    users::save(&mut act.conn, &row).await.map_err(taken)?;
    let fields = [
        ("firstname", json!(before.first_name), json!(row.first_name)),
        ("lastname", json!(before.last_name), json!(row.last_name)),
        ("email", json!(before.email), json!(row.email)),
        ("language", json!(before.language), json!(row.language)),
    ];
    act.changed("user", id, &fields).await?;
    act.log_for(None, Some(id), format!("User Modified - User ID: {id}")).await?;
    act.event("UserChanged", None, &json!({ "user_id": id.0 })).await
}

async fn change_email(act: &mut Act, row: &mut UserRow, email: &str) -> Result<()> {
    let email = tidy(email);
    check_address(&email)?;
    match users::by_email(&mut act.conn, &email).await? {
        Some(other) if other.id != row.id => return Err(conflict(TAKEN)),
        Some(_) => {}
        None => {
            // To the address before: whoever took the account over reads the new one.
            let more = [("new_email", &*email)];
            security_mails::tell(act, Whose::User(row.id), ADDRESS_CHANGED, &more).await?;
            waiting_addresses::remove(&mut act.conn, row.id).await?;
            row.email_verified_at = None;
            row.epoch += 1;
        }
    }
    row.email = email;
    Ok(())
}

/// Sets a password from its hash; every session of the user ends, and an address that waits to be
/// proven is forgotten: whoever asked for it may have been a stranger.
///
/// # Errors
/// Not found when there is no such user.
pub async fn set_password(act: &mut Act, id: UserId, password_hash: String) -> Result<()> {
    let mut row = users::lock(&mut act.conn, id)
        .await?
        .ok_or_else(|| not_found("Invalid User ID requested"))?;
    row.password_hash = password_hash;
    row.epoch += 1;
    row.updated_at = act.at();
    users::save(&mut act.conn, &row).await?;
    waiting_addresses::remove(&mut act.conn, id).await?;
    security_mails::tell(act, Whose::User(id), PASSWORD_CHANGED, &[]).await?;
    act.log_for(None, Some(id), format!("User Password Changed - User ID: {id}")).await?;
    act.event("UserPasswordChanged", None, &json!({ "user_id": id.0 })).await
}

/// Two requests at once: the second one meets the unique key.
fn taken(error: store::StoreError) -> crate::Fault {
    if error.is_duplicate() { conflict(TAKEN) } else { error.into() }
}

pub(crate) fn uuid(act: &Act) -> String {
    new_uuid(&act.engine)
}

/// A random UUID (RFC 9562, version 4).
#[must_use]
pub fn new_uuid(engine: &Engine) -> String {
    let mut bytes = [0; 16];
    engine.world().chance.fill(&mut bytes);
    let number = u128::from_be_bytes(bytes) & !(0xf << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let text = format!("{number:032x}");
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}
