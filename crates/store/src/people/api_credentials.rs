//! Credentials of programs that call the API.

use model::ids::{ApiCredentialId, RoleId, StaffId};

use crate::{Conn, Result, Row, args};

/// A credential, whose it is, and what its role allows.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CredentialRow {
    /// Its number.
    pub id: ApiCredentialId,
    /// The public half.
    pub identifier: String,
    /// Lower-case hex SHA-256 of the secret half.
    pub secret_hash: String,
    /// What it is for.
    pub description: String,
    /// The member of staff it acts as.
    pub staff_id: Option<StaffId>,
    /// Whether that member may not sign in; `None` without one.
    pub staff_disabled: Option<bool>,
    /// Only from this machine.
    pub loopback_only: bool,
    /// Whether it is good at all.
    pub enabled: bool,
    /// JSON list of the role's actions.
    pub actions: String,
    /// Unix seconds of the last use, exact to a minute.
    pub last_used_at: Option<i64>,
}

/// What is seen of a credential from outside.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct SeenRow {
    /// Its number.
    pub id: i64,
    /// The public half.
    pub identifier: String,
    /// Unix seconds of the last use, exact to a minute.
    pub last_used_at: Option<i64>,
}

/// What is seen of every credential.
///
/// # Errors
/// When the database fails.
pub async fn seen(c: &mut Conn) -> Result<Vec<SeenRow>> {
    c.all("select id, identifier, last_used_at from api_credentials order by id", args![]).await
}

/// A new credential.
#[derive(Debug)]
pub struct New<'a> {
    /// The public half.
    pub identifier: &'a str,
    /// Lower-case hex SHA-256 of the secret half.
    pub secret_hash: &'a str,
    /// What it is for.
    pub description: &'a str,
    /// The member of staff it acts as.
    pub staff: Option<StaffId>,
    /// Its role, of the kind `api`.
    pub role: RoleId,
    /// Only from this machine.
    pub loopback_only: bool,
    /// Unix seconds.
    pub at: i64,
}

/// The credential with an identifier.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, identifier: &str) -> Result<Option<CredentialRow>> {
    let sql = "select a.id, a.identifier, a.secret_hash, a.description, a.staff_id,
        s.disabled as staff_disabled, a.loopback_only, a.enabled, r.actions, a.last_used_at
        from api_credentials a
        join roles r on r.id = a.role_id
        left join staff s on s.id = a.staff_id
        where a.identifier = $1";
    c.maybe(sql, args![identifier]).await
}

/// Adds a credential.
///
/// # Errors
/// A duplicate when the identifier exists; a constraint when role or member does not.
pub async fn add(c: &mut Conn, new: &New<'_>) -> Result<ApiCredentialId> {
    let sql = "insert into api_credentials (identifier, secret_hash, description, staff_id,
        role_id, loopback_only, created_at) values ($1, $2, $3, $4, $5, $6, $7) returning id";
    let New { identifier, secret_hash, description, staff, role, loopback_only, at } = new;
    let values = args![*identifier, *secret_hash, *description, *staff, *role, *loopback_only, *at];
    c.scalar(sql, values).await
}

/// Notes a use.
///
/// # Errors
/// When the credential does not exist.
pub async fn used(c: &mut Conn, id: ApiCredentialId, at: i64) -> Result<()> {
    c.exactly(1, "update api_credentials set last_used_at = $2 where id = $1", args![id, at]).await
}

/// Makes a credential good or no good.
///
/// # Errors
/// When it does not exist.
pub async fn set_enabled(c: &mut Conn, id: ApiCredentialId, enabled: bool) -> Result<()> {
    c.exactly(1, "update api_credentials set enabled = $2 where id = $1", args![id, enabled]).await
}
