//! Whether an e-mail address is really the user's: a link by mail, good once and for three days.

use jiff::SignedDuration;
use model::ids::UserId;
use model::people::email::fold;
use serde_json::json;
use store::people::tokens::Kind;
use store::people::users::{self, UserRow};
use store::people::waiting_addresses;

use super::tokens::{NewToken, issue as issue_token, locked, redeem};
use super::{links, new_address};
use crate::{Act, Result};

/// How long the link opens anything.
pub const LIFE: SignedDuration = SignedDuration::from_hours(72);

/// Has the link sent: to the new address if one waits, else to the present one; nothing when that
/// is proven already.
///
/// # Errors
/// Not found when there is no such user.
pub async fn request(act: &mut Act, id: UserId) -> Result<()> {
    let is_proven = locked(act, id).await?.email_verified_at.is_some();
    if is_proven && waiting_addresses::of_user(&mut act.conn, id).await?.is_none() {
        return Ok(());
    }
    links::enqueue(act, links::VERIFY, id.0).await
}

/// The secret of a new link to an address; older ones become void.
pub(super) async fn issue(act: &mut Act, user: &UserRow, address: &str) -> Result<String> {
    let subject = &fold(address);
    let new =
        NewToken { kind: Kind::Verify, client: None, subject, life: LIFE, only: true, staff: None };
    issue_token(act, user, new).await
}

/// Proves the address of whoever has the link; one that waited counts from now on.
///
/// # Errors
/// Not found when the link is unknown, used, too old, or was sent to an address the user neither
/// has nor waits for; conflict when somebody else has the one that waited meanwhile.
pub async fn complete(act: &mut Act, secret: &str) -> Result<UserId> {
    let (token, user) = redeem(act, Kind::Verify, secret).await?;
    if token.subject == user.email_folded {
        prove(act, user.id).await?;
    } else {
        new_address::take(act, user.id, &token.subject).await?;
    }
    Ok(user.id)
}

/// Notes that the address is proven.
pub(super) async fn prove(act: &mut Act, id: UserId) -> Result<()> {
    let mut user = locked(act, id).await?;
    if user.email_verified_at.is_some() {
        return Ok(());
    }
    user.email_verified_at = Some(act.at());
    users::save(&mut act.conn, &user).await?;
    act.log_for(None, Some(id), format!("Email Address Verified - User ID: {id}")).await?;
    act.event("UserEmailVerified", None, &json!({ "user_id": id.0 })).await
}
