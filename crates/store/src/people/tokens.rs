//! One-use secrets that travel in links: only their hash is kept.

use model::ids::{ClientId, StaffId, UserId};

use crate::{Conn, Result, Row, args};

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Setting a new password.
    Reset,
    /// Proving an e-mail address.
    Verify,
    /// Signing in once.
    Sso,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Verify => "verify",
            Self::Sso => "sso",
        }
    }
}

/// A token as it was handed out. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TokenRow {
    /// Lower-case hex SHA-256 of the secret.
    pub hash: String,
    /// Whose.
    pub user_id: UserId,
    /// For which client, when signing in.
    pub client_id: Option<ClientId>,
    /// The user's epoch when it was handed out.
    pub epoch: i64,
    /// What it is bound to: a folded e-mail address, or where to go after signing in.
    pub subject: String,
    /// When it was handed out.
    pub created_at: i64,
    /// From when on it is void.
    pub expires_at: i64,
    /// The member of staff who made it, when it signs in as somebody else.
    pub staff_id: Option<StaffId>,
}

/// Keeps a token.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, kind: Kind, row: &TokenRow) -> Result<()> {
    let sql = "insert into tokens (hash, kind, user_id, client_id, epoch, subject, created_at,
        expires_at, staff_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = args![
        &row.hash,
        kind.word(),
        row.user_id,
        row.client_id,
        row.epoch,
        &row.subject,
        row.created_at,
        row.expires_at,
        row.staff_id,
    ];
    c.exactly(1, sql, values).await
}

/// Looks at a token that is still good, and leaves it so.
///
/// # Errors
/// When the database fails.
pub async fn look(c: &mut Conn, kind: Kind, hash: &str, now: i64) -> Result<Option<TokenRow>> {
    let sql = "select * from tokens
        where hash = $1 and kind = $2 and used_at is null and expires_at > $3";
    c.maybe(sql, args![hash, kind.word(), now]).await
}

/// Uses a token up: of two at once only one gets it. `None` when it is unknown, used or void.
///
/// # Errors
/// When the database fails.
pub async fn use_up(c: &mut Conn, kind: Kind, hash: &str, now: i64) -> Result<Option<TokenRow>> {
    let sql = "update tokens set used_at = $3
        where hash = $1 and kind = $2 and used_at is null and expires_at > $3 returning *";
    c.maybe(sql, args![hash, kind.word(), now]).await
}

/// Removes the tokens of a kind that a user has, and everybody's that are long void.
///
/// # Errors
/// When the database fails.
pub async fn sweep(c: &mut Conn, kind: Kind, user: UserId, void_since: i64) -> Result<()> {
    let sql = "delete from tokens where (user_id = $1 and kind = $2) or expires_at < $3";
    c.exec(sql, args![user, kind.word(), void_since]).await?;
    Ok(())
}
