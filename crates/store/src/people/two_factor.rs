//! The second factor of users.

use model::ids::UserId;

use crate::{Conn, Result, Row, args};

/// What is kept beside the secret in force, which stands in the row of the user.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TwoFactorRow {
    /// Sealed; not in force yet.
    pub pending_secret: String,
    /// The last time step whose code was used.
    pub last_step: i64,
}

/// The row of a user, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, user: UserId) -> Result<Option<TwoFactorRow>> {
    let sql = "select pending_secret, last_step from user_two_factor where user_id = $1
               for update";
    c.maybe(sql, args![user]).await
}

/// Keeps a secret that is not in force yet.
///
/// # Errors
/// When the database fails.
pub async fn begin(c: &mut Conn, user: UserId, sealed: &str) -> Result<()> {
    let sql = "insert into user_two_factor (user_id, pending_secret) values ($1, $2)
        on conflict (user_id) do update set pending_secret = excluded.pending_secret";
    c.exactly(1, sql, args![user, sealed]).await
}

/// Notes the time step of a code that was used, and that nothing is pending; `false` when that
/// step or a later one was used meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn used(c: &mut Conn, user: UserId, step: i64) -> Result<bool> {
    let sql = "insert into user_two_factor (user_id, last_step) values ($1, $2)
        on conflict (user_id) do update
        set last_step = excluded.last_step, pending_secret = ''
        where user_two_factor.last_step < excluded.last_step";
    Ok(c.exec(sql, args![user, step]).await? == 1)
}

/// Replaces the backup codes of a user.
///
/// # Errors
/// When the database fails.
pub async fn set_codes(c: &mut Conn, user: UserId, fingerprints: &[String]) -> Result<()> {
    c.exec("delete from user_backup_codes where user_id = $1", args![user]).await?;
    for fingerprint in fingerprints {
        let sql = "insert into user_backup_codes (user_id, fingerprint) values ($1, $2)";
        c.exactly(1, sql, args![user, fingerprint]).await?;
    }
    Ok(())
}

/// The backup codes of a user that were not used.
///
/// # Errors
/// When the database fails.
pub async fn codes(c: &mut Conn, user: UserId) -> Result<Vec<String>> {
    let sql = "select fingerprint from user_backup_codes
               where user_id = $1 and used_at is null order by fingerprint";
    c.column(sql, args![user]).await
}

/// Uses a backup code up; `false` when that was done before.
///
/// # Errors
/// When the database fails.
pub async fn use_code(c: &mut Conn, user: UserId, fingerprint: &str, at: i64) -> Result<bool> {
    let sql = "update user_backup_codes set used_at = $3
               where user_id = $1 and fingerprint = $2 and used_at is null";
    Ok(c.exec(sql, args![user, fingerprint, at]).await? == 1)
}

/// Forgets everything about the second factor of a user.
///
/// # Errors
/// When the database fails.
pub async fn forget(c: &mut Conn, user: UserId) -> Result<()> {
    c.exec("delete from user_backup_codes where user_id = $1", args![user]).await?;
    c.exec("delete from user_two_factor where user_id = $1", args![user]).await.map(drop)
}
