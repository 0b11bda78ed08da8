//! Identity providers, and whom they have named: who signs in through somebody else.

use model::ids::{StaffId, UserId};

use super::Whose;
use crate::{Conn, Result, Row, args};

/// A provider.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ProviderRow {
    /// Its number.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// Its name for itself.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// Sealed; empty for none.
    pub client_secret: String,
    /// Whether staff come from it.
    pub for_staff: bool,
    /// Whether clients come from it.
    pub for_clients: bool,
    /// Whether somebody whom nobody knows may sign up.
    pub sign_up: bool,
    /// Staff with a proven address in one of these are known by it; separated by commas.
    pub staff_domains: String,
    /// Its place among the others.
    pub position: i64,
}

/// Somebody at a provider, and who that is here. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct LinkRow {
    /// Its number.
    pub id: i64,
    /// The provider's name for itself.
    pub issuer: String,
    /// The provider's name for the person.
    pub subject: String,
    /// The user, or a member of staff.
    pub user_id: Option<UserId>,
    /// The member of staff, or a user.
    pub staff_id: Option<StaffId>,
    /// As the provider said it when it was linked.
    pub email: String,
    /// When it was linked.
    pub created_at: i64,
    /// When somebody came this way last.
    pub last_used_at: Option<i64>,
}

/// Every provider, in order.
///
/// # Errors
/// When the database fails.
pub async fn providers(c: &mut Conn) -> Result<Vec<ProviderRow>> {
    c.all("select * from sign_in_providers order by position, id", args![]).await
}

/// A provider.
///
/// # Errors
/// When the database fails.
pub async fn provider(c: &mut Conn, id: i64) -> Result<Option<ProviderRow>> {
    c.maybe("select * from sign_in_providers where id = $1", args![id]).await
}

/// Keeps what a provider knows us by, sealed.
///
/// # Errors
/// When there is no such provider.
pub async fn set_secret(c: &mut Conn, id: i64, sealed: &str) -> Result<()> {
    let sql = "update sign_in_providers set client_secret = $2 where id = $1";
    c.exactly(1, sql, args![id, sealed]).await
}

/// The user whom a provider calls so.
///
/// # Errors
/// When the database fails.
pub async fn user(c: &mut Conn, issuer: &str, subject: &str) -> Result<Option<LinkRow>> {
    let sql = "select * from sign_in_links
        where issuer = $1 and subject = $2 and user_id is not null";
    c.maybe(sql, args![issuer, subject]).await
}

/// The member of staff whom a provider calls so.
///
/// # Errors
/// When the database fails.
pub async fn staff(c: &mut Conn, issuer: &str, subject: &str) -> Result<Option<LinkRow>> {
    let sql = "select * from sign_in_links
        where issuer = $1 and subject = $2 and staff_id is not null";
    c.maybe(sql, args![issuer, subject]).await
}

/// The links of somebody, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, whose: Whose) -> Result<Vec<LinkRow>> {
    let (user, staff) = whose.ids();
    let sql = "select * from sign_in_links where user_id = $1 or staff_id = $2 order by id";
    c.all(sql, args![user, staff]).await
}

/// Links somebody; gives the link's number.
///
/// # Errors
/// A duplicate when the provider's person is linked already.
pub async fn add(
    c: &mut Conn,
    whose: Whose,
    issuer: &str,
    subject: &str,
    email: &str,
    at: i64,
) -> Result<i64> {
    let (user, staff) = whose.ids();
    let sql = "insert into sign_in_links (issuer, subject, user_id, staff_id, email, created_at)
        values ($1, $2, $3, $4, $5, $6) returning id";
    c.scalar(sql, args![issuer, subject, user, staff, email, at]).await
}

/// Notes that somebody came this way.
///
/// # Errors
/// When there is no such link.
pub async fn used(c: &mut Conn, id: i64, at: i64) -> Result<()> {
    c.exactly(1, "update sign_in_links set last_used_at = $2 where id = $1", args![id, at]).await
}

/// Takes a link of somebody away; `false` when it has no such link.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, whose: Whose, id: i64) -> Result<bool> {
    let (user, staff) = whose.ids();
    let sql = "delete from sign_in_links where id = $1 and (user_id = $2 or staff_id = $3)";
    Ok(c.exec(sql, args![id, user, staff]).await? == 1)
}

/// Takes all links of a user away.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget(c: &mut Conn, user: UserId) -> Result<()> {
    c.exec("delete from sign_in_links where user_id = $1", args![user]).await?;
    Ok(())
}
