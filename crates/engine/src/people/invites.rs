//! Inviting somebody to act for a client.

use jiff::SignedDuration;
use model::ids::{ClientId, InviteId, UserId};
use model::people::permission::ClientPermissions;
use serde_json::json;
use store::people::invites::{self, InviteRow};
use store::people::{clients, user_clients, users};

use super::person::{check_address, tidy};
use super::tokens::{hash_of, locked, secret, void};
use super::{links, permissions};
use crate::{Act, Fault, Result, conflict, not_found};

/// How long an invitation can be accepted.
pub const LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Invites an address to act for a client, by mail. Whoever is invited already is invited anew: it
/// is the same invitation with what may be done now, and the link that was sent before is void.
///
/// # Errors
/// The refusals of `https://developers.whmcs.com/api-reference/createclientinvite/`.
pub async fn create(
    act: &mut Act,
    client: ClientId,
    email: &str,
    wanted: &[String],
) -> Result<InviteId> {
    if clients::by_id(&mut act.conn, client).await?.is_none() {
        return Err(not_found("Invalid client id"));
    }
    let email = tidy(email);
    check_address(&email)?;
    let wanted = permissions::parse(wanted, "User permissions are required")?;
    if let Some(user) = users::by_email(&mut act.conn, &email).await?
        && user_clients::find(&mut act.conn, user.id, client).await?.is_some()
    {
        return Err(conflict("User already associated with client"));
    }
    let at = act.at();
    let again = invites::waits(&mut act.conn, client, &email, at).await?;
    let row = InviteRow {
        id: InviteId(0),
        client_id: client,
        email: email.clone(),
        email_folded: String::new(),
        permissions: wanted.to_string(),
        // Replaced when the mail is sent; until then nobody knows the secret.
        token_hash: secret(act).1,
        invited_by: act.caller.actor.name().to_owned(),
        created_at: at,
        expires_at: at + LIFE.as_secs(),
        accepted_at: None,
    };
    let id = invites::put(&mut act.conn, &row).await?;
    links::enqueue(act, links::INVITE, id.0).await?;
    let word = if again { "User Invited Again" } else { "User Invited" };
    let text = format!("{word} - {email} - User ID: {client}");
    act.log(Some(client), text).await?;
    let payload = json!({ "client_id": client.0, "email": email });
    act.event("UserInvited", Some(client), &payload).await?;
    Ok(id)
}

/// Takes back an invitation that was not accepted; a mail that is not sent yet is not sent.
///
/// # Errors
/// Not found when the client has no such invitation that waits.
pub async fn withdraw(act: &mut Act, client: ClientId, id: InviteId) -> Result<()> {
    let gone = invites::withdraw(&mut act.conn, client, id).await?;
    let gone = gone.ok_or_else(|| not_found("Invite ID Not Found"))?;
    act.changed("invite", id, &[("withdrawn", json!(false), json!(true))]).await?;
    let text = format!("User Invite Withdrawn - {} - User ID: {client}", gone.email);
    act.log(Some(client), text).await
}

/// A new secret for an invitation whose mail is about to be sent.
pub(super) async fn renew(act: &mut Act, id: InviteId) -> Result<String> {
    let (secret, hash) = secret(act);
    invites::set_token(&mut act.conn, id, &hash).await?;
    Ok(secret)
}

/// Lets a user accept the invitation that was sent to its own address.
///
/// # Errors
/// Not found when the link is unknown, used or too old, or the invitation was for somebody else;
/// conflict when the user acts for the client already.
pub async fn accept(act: &mut Act, secret: &str, user: UserId) -> Result<ClientId> {
    let user = locked(act, user).await?;
    let now = act.at();
    let found = invites::accept(&mut act.conn, &hash_of(secret), now).await?;
    let invite = found.filter(|invite| invite.email_folded == user.email_folded);
    let invite = invite.ok_or_else(void)?;
    if clients::by_id(&mut act.conn, invite.client_id).await?.is_none() {
        return Err(void());
    }
    let wanted = ClientPermissions::parse(&invite.permissions).map_err(Fault::broken)?;
    permissions::grant(act, user.id, invite.client_id, wanted).await?;
    super::verification::prove(act, user.id).await?;
    Ok(invite.client_id)
}
