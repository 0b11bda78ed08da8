//! A forgotten password: a link by mail, good once and for 30 minutes.

use jiff::SignedDuration;
use model::ids::UserId;
use store::people::tokens::Kind;
use store::people::users::UserRow;

use super::tokens::{NewToken, issue as issue_token, locked, redeem, void};
use super::{links, users};
use crate::{Act, Result};

/// How long the link opens anything.
pub const LIFE: SignedDuration = SignedDuration::from_mins(30);

/// Has the link sent.
///
/// # Errors
/// Not found when there is no such user.
pub async fn request(act: &mut Act, id: UserId) -> Result<()> {
    let user = locked(act, id).await?;
    links::enqueue(act, links::RESET, id.0).await?;
    let text = format!("Password Reset Requested - {} - User ID: {id}", user.email);
    act.log_for(None, Some(id), text).await
}

/// The secret of a new link; older ones become void.
pub(super) async fn issue(act: &mut Act, user: &UserRow) -> Result<String> {
    let new = NewToken {
        kind: Kind::Reset,
        client: None,
        subject: &user.email_folded,
        life: LIFE,
        only: true,
        staff: None,
    };
    issue_token(act, user, new).await
}

/// Sets the password of whoever has the link; every session of the user ends, and its second
/// factor stays. Whoever read the mail has proven the address too.
///
/// # Errors
/// Not found when the link is unknown, used, too old, or was sent to an address the user no longer
/// has.
pub async fn complete(act: &mut Act, secret: &str, password_hash: String) -> Result<UserId> {
    let (token, user) = redeem(act, Kind::Reset, secret).await?;
    if token.subject != user.email_folded {
        return Err(void());
    }
    users::set_password(act, user.id, password_hash).await?;
    super::verification::prove(act, user.id).await?;
    Ok(user.id)
}
