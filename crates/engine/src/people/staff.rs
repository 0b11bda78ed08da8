//! Staff and their roles, made at set-up and by the office.

use model::ids::{RoleId, StaffId};
use model::people::username::is_username;
use serde_json::json;
use store::people::roles::{self, Kind};
use store::people::staff::{self, StaffRow};

use super::person::{check_address, tidy};
use super::users::uuid;
use crate::{Act, Fault, Result, conflict, invalid, not_found};

/// A member of staff to be made.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// What it signs in with.
    pub username: String,
    /// E-mail address.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// From [`super::passwords::hash`] over [`super::passwords::staff_form`] of the password.
    pub password_hash: String,
    /// A role of the kind staff.
    pub role: RoleId,
}

/// Makes a role that allows the named actions; `*` allows everything.
///
/// # Errors
/// Conflict when the kind has a role of that name.
pub async fn create_role(
    act: &mut Act,
    kind: Kind,
    name: &str,
    actions: &[&str],
) -> Result<RoleId> {
    let actions = serde_json::to_string(actions)?;
    let added = roles::add(&mut act.conn, kind, name, &actions).await;
    let id = added.map_err(|error| taken(error, "A role with that name exists already"))?;
    act.log(None, format!("Role Created - {name} - Role ID: {id}")).await?;
    Ok(id)
}

/// Makes a member of staff.
///
/// # Errors
/// Invalid for a name that is none, and for such an address; conflict when one of them is taken.
pub async fn create(act: &mut Act, new: NewStaff) -> Result<StaffId> {
    let (username, email) = (tidy(&new.username), tidy(&new.email));
    if username.is_empty() {
        return Err(invalid("username", "A username is required"));
    }
    if !is_username(&username) {
        let said = "A user name has letters, digits and . - _ + @, no spaces, 64 at most";
        return Err(invalid("username", said));
    }
    check_address(&email)?;
    let row = StaffRow {
        id: StaffId(0),
        uuid: uuid(act),
        username,
        email,
        first_name: tidy(&new.first_name),
        last_name: tidy(&new.last_name),
        password_hash: new.password_hash,
        role_id: new.role,
        signature: String::new(),
        notes: String::new(),
        language: "english".to_owned(),
        disabled: false,
        epoch: 0,
        created_at: act.at(),
        last_login_at: None,
        last_seen_at: None,
        two_factor_secret: String::new(),
    };
    let added = staff::add(&mut act.conn, &row).await;
    let id = added.map_err(|error| taken(error, "That username or email address is taken"))?;
    act.log(None, format!("Administrator Created - {} - Admin ID: {id}", row.username)).await?;
    act.event("StaffAdded", None, &json!({ "adminid": id.0 })).await?;
    Ok(id)
}

/// What to change of a member of staff; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct StaffChanges {
    /// E-mail address.
    pub email: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// From [`super::passwords::hash`] over [`super::passwords::staff_form`].
    pub password_hash: Option<String>,
    /// A role of the kind staff.
    pub role: Option<RoleId>,
    /// What stands under its replies.
    pub signature: Option<String>,
    /// Language name.
    pub language: Option<String>,
    /// It may not sign in.
    pub disabled: Option<bool>,
}

/// Changes a member of staff; with another password or role, or switched off, its sessions end.
///
/// # Errors
/// Not found; invalid for an address that is none; conflict when it is taken, and for a caller
/// who would switch itself off.
pub async fn update(act: &mut Act, id: StaffId, changes: StaffChanges) -> Result<()> {
    let before = staff::by_id(&mut act.conn, id).await?;
    let before = before.ok_or_else(|| not_found("Admin ID Not Found"))?;
    let mut row = before.clone();
    for (part, change) in [
        (&mut row.email, changes.email),
        (&mut row.first_name, changes.first_name),
        (&mut row.last_name, changes.last_name),
        (&mut row.language, changes.language),
    ] {
        if let Some(text) = change {
            *part = tidy(&text);
        }
    }
    check_address(&row.email)?;
    row.signature = changes.signature.unwrap_or(row.signature);
    row.role_id = changes.role.unwrap_or(row.role_id);
    row.disabled = changes.disabled.unwrap_or(row.disabled);
    row.password_hash = changes.password_hash.unwrap_or(row.password_hash);
    if row.disabled && act.caller.actor.staff() == Some(id) {
        return Err(conflict("You cannot switch yourself off"));
    }
    let ends = row.password_hash != before.password_hash
        || row.role_id != before.role_id
        || row.disabled != before.disabled;
    if ends {
        row.epoch += 1;
    }
    let saved = staff::save(&mut act.conn, &row).await;
    saved.map_err(|error| taken(error, "That username or email address is taken"))?;
    let seen = |row: &StaffRow| {
        json!([row.email, row.first_name, row.last_name, row.role_id.0, row.disabled])
    };
    let password = (json!(false), json!(row.password_hash != before.password_hash));
    let fields = [("staff", seen(&before), seen(&row)), ("password", password.0, password.1)];
    act.changed("staff", id, &fields).await?;
    act.log(None, format!("Administrator Modified - {} - Admin ID: {id}", row.username)).await
}

fn taken(error: store::StoreError, said: &'static str) -> Fault {
    if error.is_duplicate() { conflict(said) } else { error.into() }
}
