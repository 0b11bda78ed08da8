//! Another address to sign in with, asked for by the user itself: it waits until the link that is
//! mailed to it was opened, and until then the one before opens the account. A mistyped address so
//! locks nobody out, and a stranger's takes no account over before its owner was told.

use model::ids::UserId;
use model::people::email::fold;
use serde_json::json;
use store::people::waiting_addresses::{self, WaitingAddressRow};
use store::people::{Whose, users as rows};

use super::person::{check_address, tidy};
use super::tokens::{locked, void};
use super::users::{self, TAKEN, UserChanges};
use super::{links, security_mails, verification};
use crate::system::templates::ADDRESS_ASKED;
use crate::{Act, Result, conflict, not_found};

/// Has an address wait in the place of an earlier one; `false` when there is nothing to prove, for
/// it is the user's own, spelled otherwise.
///
/// # Errors
/// Not found when there is no such user; invalid for a wrong address; conflict when somebody else
/// has it.
pub async fn ask(act: &mut Act, id: UserId, email: &str) -> Result<bool> {
    locked(act, id).await?;
    let email = tidy(email);
    check_address(&email)?;
    match rows::by_email(&mut act.conn, &email).await? {
        Some(other) if other.id != id => return Err(conflict(TAKEN)),
        Some(_) => {
            let changes = UserChanges { email: Some(email), ..UserChanges::default() };
            users::update(act, id, changes).await?;
            return Ok(false);
        }
        None => {}
    }
    let before = waiting_addresses::of_user(&mut act.conn, id).await?.map(|row| row.email);
    let row = WaitingAddressRow { user_id: id, email, asked_at: act.at() };
    waiting_addresses::put(&mut act.conn, &row).await?;
    let more = [("new_email", &*row.email)];
    security_mails::tell(act, Whose::User(id), ADDRESS_ASKED, &more).await?;
    links::enqueue(act, links::VERIFY, id.0).await?;
    act.changed("user", id, &[("new_email", json!(before), json!(row.email))]).await?;
    let text = format!("Email Address Change Requested - User ID: {id}");
    act.log_for(None, Some(id), text).await?;
    Ok(true)
}

/// Forgets the address that waits; the link that was mailed to it opens nothing any more.
///
/// # Errors
/// Not found when none waits.
pub async fn withdraw(act: &mut Act, id: UserId) -> Result<()> {
    let found = waiting_addresses::of_user(&mut act.conn, id).await?;
    let row = found.ok_or_else(|| not_found("New email address not found"))?;
    waiting_addresses::remove(&mut act.conn, id).await?;
    act.changed("user", id, &[("new_email", json!(row.email), json!(null))]).await?;
    let text = format!("Email Address Change Withdrawn - User ID: {id}");
    act.log_for(None, Some(id), text).await
}

/// Makes the address that waits the user's, when it is the one that was proven (folded); every
/// session of the user ends, and the address before is told.
pub(super) async fn take(act: &mut Act, id: UserId, proven: &str) -> Result<()> {
    let found = waiting_addresses::of_user(&mut act.conn, id).await?;
    let row = found.filter(|row| fold(&row.email) == proven).ok_or_else(void)?;
    let changes = UserChanges { email: Some(row.email), ..UserChanges::default() };
    users::update(act, id, changes).await?;
    verification::prove(act, id).await
}
