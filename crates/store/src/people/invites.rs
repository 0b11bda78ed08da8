//! Invitations to act for a client.

use model::ids::{ClientId, InviteId};
use model::people::email::fold;

use crate::{Conn, Result, Row, args};

/// One invitation. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct InviteRow {
    /// Its number.
    pub id: InviteId,
    /// For which client.
    pub client_id: ClientId,
    /// Who is invited.
    pub email: String,
    /// `model::people::email::fold` of the address.
    pub email_folded: String,
    /// CSV of permission words.
    pub permissions: String,
    /// Lower-case hex SHA-256 of the secret in the link that was sent last.
    pub token_hash: String,
    /// Who invited, in words.
    pub invited_by: String,
    /// When.
    pub created_at: i64,
    /// From when on it is void.
    pub expires_at: i64,
    /// When it was accepted.
    pub accepted_at: Option<i64>,
}

/// Adds an invitation, or renews the one to the same client that the address did not accept; `id`,
/// `email_folded` and `accepted_at` are not looked at. The link that was sent before is void.
///
/// # Errors
/// When the database fails.
pub async fn put(c: &mut Conn, row: &InviteRow) -> Result<InviteId> {
    let sql = "insert into invites (client_id, email, email_folded, permissions, token_hash,
            invited_by, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (client_id, email_folded) where accepted_at is null do update
            set email = excluded.email, permissions = excluded.permissions,
                token_hash = excluded.token_hash, invited_by = excluded.invited_by,
                created_at = excluded.created_at, expires_at = excluded.expires_at
        returning id";
    let values = args![
        row.client_id,
        &row.email,
        fold(&row.email),
        &row.permissions,
        &row.token_hash,
        &row.invited_by,
        row.created_at,
        row.expires_at,
    ];
    c.scalar(sql, values).await
}

/// An invitation by number.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: InviteId) -> Result<Option<InviteRow>> {
    c.maybe("select * from invites where id = $1", args![id]).await
}

/// Sets the hash of the secret in a link that is about to be sent.
///
/// # Errors
/// When there is no such invitation.
pub async fn set_token(c: &mut Conn, id: InviteId, hash: &str) -> Result<()> {
    c.exactly(1, "update invites set token_hash = $2 where id = $1", args![id, hash]).await
}

/// Accepts an invitation: of two at once only one does. `None` when it is unknown, used or void.
///
/// # Errors
/// When the database fails.
pub async fn accept(c: &mut Conn, hash: &str, now: i64) -> Result<Option<InviteRow>> {
    let sql = "update invites set accepted_at = $2
        where token_hash = $1 and accepted_at is null and expires_at > $2 returning *";
    c.maybe(sql, args![hash, now]).await
}

/// The invitations of a client that wait for an answer, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(c: &mut Conn, client: ClientId, now: i64) -> Result<Vec<InviteRow>> {
    let sql = "select * from invites
        where client_id = $1 and accepted_at is null and expires_at > $2 order by id";
    c.all(sql, args![client, now]).await
}

/// Whether an address is invited to a client already and can still accept.
///
/// # Errors
/// When the database fails.
pub async fn waits(c: &mut Conn, client: ClientId, email: &str, now: i64) -> Result<bool> {
    let sql = "select count(*) from invites where client_id = $1 and email_folded = $2
        and accepted_at is null and expires_at > $3";
    Ok(c.scalar::<i64>(sql, args![client, fold(email), now]).await? > 0)
}

/// Takes back an invitation that was not accepted: its link is nothing from then on. `None` when
/// there is none of that number, or it is another client's.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(c: &mut Conn, client: ClientId, id: InviteId) -> Result<Option<InviteRow>> {
    let sql = "delete from invites
        where id = $1 and client_id = $2 and accepted_at is null returning *";
    c.maybe(sql, args![id, client]).await
}
