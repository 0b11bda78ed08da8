//! Keys on people's devices, which sign them in without a password.

use model::ids::{StaffId, UserId};

use super::Whose;
use crate::{Conn, Result, Row, args};

/// A passkey. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PasskeyRow {
    /// Its number.
    pub id: i64,
    /// The user, or a member of staff.
    pub user_id: Option<UserId>,
    /// The member of staff, or a user.
    pub staff_id: Option<StaffId>,
    /// The device's name for it, in base 64 for addresses.
    pub credential_id: String,
    /// A `SubjectPublicKeyInfo` in base 64 for addresses.
    pub public_key: String,
    /// What its owner calls it.
    pub name: String,
    /// How often the device says it has signed; 0 where it does not count.
    pub sign_count: i64,
    /// The instant, in microseconds, of the challenge that was signed last.
    pub challenge_at: i64,
    /// When it was added.
    pub created_at: i64,
    /// When somebody came in with it last.
    pub last_used_at: Option<i64>,
}

impl PasskeyRow {
    /// Whose it is; a check of the table sees to that it is somebody's.
    #[must_use]
    pub fn whose(&self) -> Option<Whose> {
        self.user_id.map(Whose::User).or(self.staff_id.map(Whose::Staff))
    }
}

/// The passkeys of somebody, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, whose: Whose) -> Result<Vec<PasskeyRow>> {
    let (user, staff) = whose.ids();
    let sql = "select * from passkeys where user_id = $1 or staff_id = $2 order by id";
    c.all(sql, args![user, staff]).await
}

/// The passkey that a device calls so.
///
/// # Errors
/// When the database fails.
pub async fn called(c: &mut Conn, credential: &str) -> Result<Option<PasskeyRow>> {
    c.maybe("select * from passkeys where credential_id = $1", args![credential]).await
}

/// Adds a passkey; `id` is not looked at. Gives its number.
///
/// # Errors
/// A duplicate when it is somebody's already.
pub async fn add(c: &mut Conn, row: &PasskeyRow) -> Result<i64> {
    let sql = "insert into passkeys (user_id, staff_id, credential_id, public_key, name,
        sign_count, challenge_at, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning id";
    let values = args![
        row.user_id,
        row.staff_id,
        &row.credential_id,
        &row.public_key,
        &row.name,
        row.sign_count,
        row.challenge_at,
        row.created_at,
    ];
    c.scalar(sql, values).await
}

/// Notes that a passkey has signed the challenge of an instant (microseconds); `false` when it has
/// signed that one or a later one before.
///
/// # Errors
/// When the database fails.
pub async fn used(c: &mut Conn, id: i64, challenge: i64, count: i64, at: i64) -> Result<bool> {
    let sql = "update passkeys set challenge_at = $2, sign_count = $3, last_used_at = $4
        where id = $1 and challenge_at < $2";
    Ok(c.exec(sql, args![id, challenge, count, at]).await? == 1)
}

/// Takes a passkey of somebody away; `false` when it has no such passkey.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, whose: Whose, id: i64) -> Result<bool> {
    let (user, staff) = whose.ids();
    let sql = "delete from passkeys where id = $1 and (user_id = $2 or staff_id = $3)";
    Ok(c.exec(sql, args![id, user, staff]).await? == 1)
}

/// Takes all passkeys of a user away.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget(c: &mut Conn, user: UserId) -> Result<()> {
    c.exec("delete from passkeys where user_id = $1", args![user]).await.map(drop)
}
