//! Which user may act for which client, and how far.

use model::ids::{ClientId, UserId};

use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// A user of a client.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct UserClientRow {
    /// The user.
    pub user_id: UserId,
    /// The client.
    pub client_id: ClientId,
    /// Whether the user owns the client, and so may do everything.
    pub is_owner: bool,
    /// CSV of permission words; not looked at for an owner.
    pub permissions: String,
    /// Unix seconds of the last sign-in for this client.
    pub last_login_at: Option<i64>,
    /// Unix seconds.
    pub created_at: i64,
}

/// A user of a client with its name, for lists.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct NamedRow {
    /// The user.
    pub user_id: UserId,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// What it signs in with.
    pub email: String,
    /// Whether the user owns the client.
    pub is_owner: bool,
}

/// The tie between a user and a client.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, user: UserId, client: ClientId) -> Result<Option<UserClientRow>> {
    let sql = "select * from user_clients where user_id = $1 and client_id = $2";
    c.maybe(sql, args![user, client]).await
}

/// The clients of a user, by number; those with erased data are left out.
///
/// # Errors
/// When the database fails.
pub async fn of_user(c: &mut Conn, user: UserId) -> Result<Vec<UserClientRow>> {
    let sql = "select u.* from user_clients u join clients c on c.id = u.client_id
               where u.user_id = $1 and c.erased_at is null order by u.client_id";
    c.all(sql, args![user]).await
}

/// The clients of several users, by user and number; those with erased data are left out.
///
/// # Errors
/// When the database fails.
pub async fn of_users(c: &mut Conn, users: &[UserId]) -> Result<Vec<UserClientRow>> {
    let head = "select u.* from user_clients u join clients c on c.id = u.client_id
        where c.erased_at is null and u.user_id in";
    let ids: Vec<i64> = users.iter().map(|user| user.0).collect();
    let (sql, values) = in_list(head, &ids, "order by u.user_id, u.client_id");
    c.all(&sql, &values).await
}

/// The users of a client with their names, the owner first.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId) -> Result<Vec<NamedRow>> {
    let sql = "select t.user_id, u.first_name, u.last_name, u.email, t.is_owner
               from user_clients t join users u on u.id = t.user_id
               where t.client_id = $1 order by t.is_owner desc, t.user_id";
    c.all(sql, args![client]).await
}

/// Ties a user to a client.
///
/// # Errors
/// A duplicate when it is tied already, or a second owner.
pub async fn add(c: &mut Conn, row: &UserClientRow) -> Result<()> {
    let sql = "insert into user_clients (user_id, client_id, is_owner, permissions, created_at)
               values ($1, $2, $3, $4, $5)";
    let values = args![row.user_id, row.client_id, row.is_owner, &row.permissions, row.created_at];
    c.exactly(1, sql, values).await
}

/// Changes what a user who is not the owner may do.
///
/// # Errors
/// When there is no such tie.
pub async fn set_permissions(
    c: &mut Conn,
    user: UserId,
    client: ClientId,
    permissions: &str,
) -> Result<()> {
    let sql = "update user_clients set permissions = $3
               where user_id = $1 and client_id = $2 and is_owner = 0";
    c.exactly(1, sql, args![user, client, permissions]).await
}

/// Notes a sign-in for a client.
///
/// # Errors
/// When there is no such tie.
pub async fn signed_in(c: &mut Conn, user: UserId, client: ClientId, at: i64) -> Result<()> {
    let sql = "update user_clients set last_login_at = $3 where user_id = $1 and client_id = $2";
    c.exactly(1, sql, args![user, client, at]).await
}

/// Unties a user from a client.
///
/// # Errors
/// When there is no such tie.
pub async fn remove(c: &mut Conn, user: UserId, client: ClientId) -> Result<()> {
    let sql = "delete from user_clients where user_id = $1 and client_id = $2";
    c.exactly(1, sql, args![user, client]).await
}
