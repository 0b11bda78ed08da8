//! Addresses with which users want to sign in, until they are proven.

use model::ids::UserId;

use crate::{Conn, Result, Row, args};

/// A new address that waits.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct WaitingAddressRow {
    /// Whose; nobody has more than one.
    pub user_id: UserId,
    /// The new address.
    pub email: String,
    /// When it was asked for, Unix seconds.
    pub asked_at: i64,
}

/// The address of a user that waits.
///
/// # Errors
/// When the database fails.
pub async fn of_user(c: &mut Conn, user: UserId) -> Result<Option<WaitingAddressRow>> {
    c.maybe("select * from waiting_addresses where user_id = $1", args![user]).await
}

/// Keeps an address in the place of an earlier one.
///
/// # Errors
/// A violated key when there is no such user.
pub async fn put(c: &mut Conn, row: &WaitingAddressRow) -> Result<()> {
    let sql = "insert into waiting_addresses (user_id, email, asked_at) values ($1, $2, $3)
        on conflict (user_id) do update set email = excluded.email, asked_at = excluded.asked_at";
    c.exactly(1, sql, args![row.user_id, &row.email, row.asked_at]).await
}

/// Takes it away; whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, user: UserId) -> Result<bool> {
    Ok(c.exec("delete from waiting_addresses where user_id = $1", args![user]).await? == 1)
}
