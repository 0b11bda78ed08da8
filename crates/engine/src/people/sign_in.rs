//! Signing in: the password is checked off the act, then the sign-in is noted.

use std::net::IpAddr;

use model::hex::hex;
use model::ids::ClientId;
use model::people::full_name;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::people::staff::{SignInRow, StaffRow};
use store::people::users::UserRow;
use store::people::{staff as staff_rows, user_clients, users};

use super::passwords::{self, Check};
use super::{attempts, clients};
use crate::system::bans;
use crate::{Act, Actor, Allowed, Cx, Door, Fault, Result, invalid, not_allowed};

/// Said for every wrong sign-in, so that names cannot be guessed.
const WRONG: &str = "Email or Password Invalid";

/// The address of the person who signs in: the caller's, or the one that a program of the office
/// names. A program that names none has only its own, which is nobody's.
#[must_use]
pub fn address(cx: &Cx, named: Option<&str>) -> Option<IpAddr> {
    let ip = match named.filter(|_| cx.caller.actor.is_office()) {
        Some(named) => named,
        None if cx.caller.door == Door::Rpc => return None,
        None => &cx.caller.ip,
    };
    ip.trim().parse().ok().map(|ip: IpAddr| ip.to_canonical())
}

/// Signs a user in: the hash of another system becomes one of ours, the time is noted.
///
/// # Errors
/// Not allowed in the words of `https://developers.whmcs.com/api-reference/validatelogin/`, or
/// because the person's address is banned; a limit when passwords are tried out.
pub async fn user(cx: &Cx, email: &str, password: &str, from: Option<IpAddr>) -> Result<UserRow> {
    let (engine, ip) = (&cx.engine, &spelled(cx, from));
    bans::admit(engine, from).await?;
    attempts::admit(engine, email, ip)?;
    let found = users::by_email(&mut cx.read().await?, email).await?;
    let Some(row) = found else {
        passwords::check_nobody(engine, password).await?;
        return Err(failed(cx, email, Tried::Nobody, from).await);
    };
    let better = match passwords::check(engine, password, &row.password_hash).await? {
        Check::Wrong => return Err(failed(cx, email, Tried::User(&row), from).await),
        Check::Right => None,
        Check::Outdated => Some(passwords::hash(engine, password).await?),
    };
    attempts::succeeded(engine, email, ip);
    let mut act = cx.act("ValidateLogin").await?;
    if let Some(better) = better {
        users::replace_hash(&mut act.conn, row.id, &row.password_hash, &better).await?;
    }
    note_user(&mut act, &row, from, format!("User Login - User ID: {}", row.id)).await?;
    act.commit().await?;
    Ok(row)
}

/// Notes that a user came in, whichever way.
pub(super) async fn note_user(
    act: &mut Act,
    row: &UserRow,
    from: Option<IpAddr>,
    text: String,
) -> Result<()> {
    bans::login_succeeded(act, from).await?;
    let (at, ip) = (act.at(), from.map_or_else(|| act.caller.ip.clone(), |ip| ip.to_string()));
    users::signed_in(&mut act.conn, row.id, at, &ip, "").await?;
    let ties = user_clients::of_user(&mut act.conn, row.id).await?;
    if let [only] = ties.as_slice() {
        clients::signed_in(act, row.id, only.client_id).await?;
    }
    let client = ties.first().map(|tie| tie.client_id);
    act.log_as(as_user(row, client), client, Some(row.id), text).await?;
    act.event("UserSignedIn", client, &json!({ "user_id": row.id.0 })).await
}

/// A user as the one who acts; the log asks for no client.
pub(super) fn as_user(row: &UserRow, client: Option<ClientId>) -> Actor {
    let name = full_name(&row.first_name, &row.last_name);
    Actor::Client { user: row.id, client: client.unwrap_or(ClientId(0)), name, by: None }
}

/// Signs a member of staff in by name or e-mail address.
///
/// # Errors
/// See [`user`]; `Administrator Account Disabled` when it may not sign in.
pub async fn staff(cx: &Cx, name: &str, password: &str, from: Option<IpAddr>) -> Result<SignInRow> {
    let (engine, ip) = (&cx.engine, &spelled(cx, from));
    bans::admit(engine, from).await?;
    attempts::admit(engine, name, ip)?;
    let form = passwords::staff_form(password);
    let found = staff_rows::sign_in(&mut cx.read().await?, name).await?;
    let Some(row) = found else {
        passwords::check_nobody(engine, &form).await?;
        return Err(failed(cx, name, Tried::Nobody, from).await);
    };
    if passwords::check(engine, &form, &row.password_hash).await? == Check::Wrong {
        return Err(failed(cx, name, Tried::Staff(&row), from).await);
    }
    attempts::succeeded(engine, name, ip);
    let mut act = cx.act("ValidateStaffLogin").await?;
    let text = format!("Admin Login - {} - Admin ID: {}", row.username, row.id);
    note_staff(&mut act, &row, from, text).await?;
    act.commit().await?;
    Ok(row)
}

/// Notes that a member of staff came in, whichever way; not one that is locked out.
pub(super) async fn note_staff(
    act: &mut Act,
    row: &SignInRow,
    from: Option<IpAddr>,
    text: String,
) -> Result<()> {
    if row.disabled {
        return Err(not_allowed("Administrator Account Disabled"));
    }
    bans::login_succeeded(act, from).await?;
    let at = act.at();
    staff_rows::signed_in(&mut act.conn, row.id, at).await?;
    let name = full_name(&row.first_name, &row.last_name);
    let who = Actor::Staff { id: row.id, name, allowed: Allowed::from_names([]) };
    act.log_as(who, None, None, text).await
}

/// Has a user who is signed in give the password again, before something that matters.
///
/// # Errors
/// Not allowed when it is another; a limit when passwords are tried out.
pub async fn confirm(cx: &Cx, user: &UserRow, password: &str) -> Result<()> {
    attempts::admit(&cx.engine, &user.email, &cx.caller.ip)?;
    match passwords::check(&cx.engine, password, &user.password_hash).await? {
        Check::Wrong => {
            attempts::failed(&cx.engine, &user.email, &cx.caller.ip);
            Err(not_allowed(WRONG))
        }
        Check::Right | Check::Outdated => Ok(()),
    }
}

/// The same of a member of staff who changes itself.
///
/// # Errors
/// Invalid when it is another password; a limit when passwords are tried out.
pub async fn confirm_staff(cx: &Cx, staff: &StaffRow, password: &str) -> Result<()> {
    attempts::admit(&cx.engine, &staff.username, &cx.caller.ip)?;
    let form = passwords::staff_form(password);
    match passwords::check(&cx.engine, &form, &staff.password_hash).await? {
        Check::Wrong => {
            attempts::failed(&cx.engine, &staff.username, &cx.caller.ip);
            Err(invalid("currentpassword", "This is not your present password"))
        }
        Check::Right | Check::Outdated => Ok(()),
    }
}

/// What `ValidateLogin` calls the password hash: it changes with the password and with the epoch,
/// tells nothing about either, and opens nothing here.
#[must_use]
pub fn proof(user: &UserRow) -> String {
    let text = format!("{}|{}|{}", user.uuid, user.epoch, user.password_hash);
    let mut digest = hex(&Sha256::digest(text.as_bytes()));
    digest.truncate(40);
    digest
}

/// The person's address as attempts are counted by.
fn spelled(cx: &Cx, from: Option<IpAddr>) -> String {
    from.map_or_else(|| cx.caller.ip.clone(), |ip| ip.to_string())
}

/// Whose sign-in failed.
enum Tried<'a> {
    Nobody,
    User(&'a UserRow),
    Staff(&'a SignInRow),
}

/// Counts and notes a failure, which may lead to a ban. Says the same whatever was wrong.
async fn failed(cx: &Cx, name: &str, tried: Tried<'_>, from: Option<IpAddr>) -> Fault {
    attempts::failed(&cx.engine, name, &spelled(cx, from));
    if let Err(fault) = note_failure(cx, tried, from).await {
        return fault;
    }
    match bans::login_failed(&cx.engine, &cx.caller, from).await {
        Ok(()) => not_allowed(WRONG),
        Err(fault) => fault,
    }
}

/// A line for each failure, so that one for nobody takes no less time. What was typed is in none:
/// people type their passwords into the wrong field.
async fn note_failure(cx: &Cx, tried: Tried<'_>, from: Option<IpAddr>) -> Result<()> {
    let mut act = cx.act("ValidateLogin").await?;
    act.caller.ip = spelled(cx, from);
    match tried {
        Tried::Nobody => act.log(None, "Failed Login Attempt - Unknown Name").await?,
        Tried::User(row) => {
            let ties = user_clients::of_user(&mut act.conn, row.id).await?;
            let client = ties.first().map(|tie| tie.client_id);
            let text = format!("Failed Login Attempt - {} - User ID: {}", row.email, row.id);
            act.log_for(client, Some(row.id), text).await?;
        }
        Tried::Staff(row) => {
            let (name, id) = (&row.username, row.id);
            let text = format!("Failed Admin Login Attempt - {name} - Admin ID: {id}");
            act.log(None, text).await?;
        }
    }
    act.commit().await
}
