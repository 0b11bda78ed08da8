//! Members of staff.

use model::ids::{RoleId, StaffId};
use model::people::email::fold;

use crate::{Conn, Result, Row, args};

/// One member of staff. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct StaffRow {
    /// Its number on the wire.
    pub id: StaffId,
    /// Its number that cannot be guessed.
    pub uuid: String,
    /// What it signs in with.
    pub username: String,
    /// E-mail address.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// argon2id over the lower-case hex MD5 of the password.
    pub password_hash: String,
    /// Its role.
    pub role_id: RoleId,
    /// Put under its ticket replies.
    pub signature: String,
    /// Its own notes.
    pub notes: String,
    /// Language name.
    pub language: String,
    /// May not sign in.
    pub disabled: bool,
    /// Sessions of an earlier epoch are void.
    pub epoch: i64,
    /// When it was made.
    pub created_at: i64,
    /// When it last signed in.
    pub last_login_at: Option<i64>,
    /// When it last did something.
    pub last_seen_at: Option<i64>,
    /// Secret of the one-time codes, sealed; empty without.
    pub two_factor_secret: String,
}

/// A member of staff and what its role allows.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct SignInRow {
    /// Its number.
    pub id: StaffId,
    /// What it signs in with.
    pub username: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// argon2id over the lower-case hex MD5 of the password.
    pub password_hash: String,
    /// May not sign in.
    pub disabled: bool,
    /// Sessions of an earlier epoch are void.
    pub epoch: i64,
    /// E-mail address.
    pub email: String,
    /// The role's name.
    pub role: String,
    /// JSON list of the role's actions.
    pub actions: String,
    /// Secret of the one-time codes, sealed; empty without.
    pub two_factor_secret: String,
}

/// Every member, by number.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<StaffRow>> {
    c.all("select * from staff order by id", args![]).await
}

/// A member by number.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: StaffId) -> Result<Option<StaffRow>> {
    c.maybe("select * from staff where id = $1", args![id]).await
}

/// What is needed to sign a member in by name in any case, or by e-mail address.
///
/// # Errors
/// When the database fails.
pub async fn sign_in(c: &mut Conn, name: &str) -> Result<Option<SignInRow>> {
    let sql = "select s.id, s.username, s.first_name, s.last_name, s.password_hash, s.disabled,
        s.epoch, s.email, s.two_factor_secret,
        r.name as role, r.actions
        from staff s join roles r on r.id = s.role_id
        where s.username_folded = $1 or s.email_folded = $1
        order by case when s.username_folded = $1 then 0 else 1 end limit 1";
    c.maybe(sql, args![fold(name)]).await
}

/// The same by number, for a session that goes on.
///
/// # Errors
/// When the database fails.
pub async fn session(c: &mut Conn, id: StaffId) -> Result<Option<SignInRow>> {
    let sql = "select s.id, s.username, s.first_name, s.last_name, s.password_hash, s.disabled,
        s.epoch, s.email, s.two_factor_secret,
        r.name as role, r.actions
        from staff s join roles r on r.id = s.role_id where s.id = $1";
    c.maybe(sql, args![id]).await
}

/// Adds a member; `id` is not looked at.
///
/// # Errors
/// A duplicate when the name or the address is taken.
pub async fn add(c: &mut Conn, row: &StaffRow) -> Result<StaffId> {
    let sql = "insert into staff (uuid, username, username_folded, email, email_folded,
        first_name, last_name, password_hash, role_id, signature, notes, language, disabled,
        created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id";
    let values = args![
        &row.uuid,
        &row.username,
        fold(&row.username),
        &row.email,
        fold(&row.email),
        &row.first_name,
        &row.last_name,
        &row.password_hash,
        row.role_id,
        &row.signature,
        &row.notes,
        &row.language,
        row.disabled,
        row.created_at,
    ];
    c.scalar(sql, values).await
}

/// Writes a member back; its name stays.
///
/// # Errors
/// A duplicate when the address is taken; when the member does not exist.
pub async fn save(c: &mut Conn, row: &StaffRow) -> Result<()> {
    let sql = "update staff set email = $2, email_folded = $3, first_name = $4, last_name = $5,
        password_hash = $6, role_id = $7, signature = $8, language = $9, disabled = $10,
        epoch = $11 where id = $1";
    let values = args![
        row.id,
        &row.email,
        fold(&row.email),
        &row.first_name,
        &row.last_name,
        &row.password_hash,
        row.role_id,
        &row.signature,
        &row.language,
        row.disabled,
        row.epoch,
    ];
    c.exactly(1, sql, values).await
}

/// Notes a sign-in.
///
/// # Errors
/// When the member does not exist.
pub async fn signed_in(c: &mut Conn, id: StaffId, at: i64) -> Result<()> {
    let sql = "update staff set last_login_at = $2, last_seen_at = $2 where id = $1";
    c.exactly(1, sql, args![id, at]).await
}

/// Forbids or permits signing in; open sessions end with it.
///
/// # Errors
/// When the member does not exist.
pub async fn set_disabled(c: &mut Conn, id: StaffId, disabled: bool) -> Result<()> {
    let sql = "update staff set disabled = $2, epoch = epoch + 1 where id = $1";
    c.exactly(1, sql, args![id, disabled]).await
}

/// Voids every session of a member; gives the epoch from now on.
///
/// # Errors
/// When the database fails.
pub async fn end_sessions(c: &mut Conn, id: StaffId) -> Result<Option<i64>> {
    c.maybe_scalar("update staff set epoch = epoch + 1 where id = $1 returning epoch", args![id])
        .await
}
