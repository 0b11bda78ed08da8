//! Users: who signs in.

use model::ids::UserId;
use model::people::email::fold;

use super::words::{self, Kind, range_end};
use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One user. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct UserRow {
    /// Its number on the wire.
    pub id: UserId,
    /// Its number that cannot be guessed.
    pub uuid: String,
    /// What it signs in with.
    pub email: String,
    /// `model::people::email::fold` of the address.
    pub email_folded: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Language name, or empty for the house's.
    pub language: String,
    /// A PHC string, or the hash of another system until the next sign-in; `!` matches nothing.
    pub password_hash: String,
    /// Sealed seed of the one-time codes, or empty.
    pub two_factor_secret: String,
    /// Sessions of an earlier epoch are void.
    pub epoch: i64,
    /// When the address was proven.
    pub email_verified_at: Option<i64>,
    /// When it was made.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
    /// When it last signed in.
    pub last_login_at: Option<i64>,
    /// From where.
    pub last_ip: String,
    /// Name of that address.
    pub last_host: String,
}

/// A user by number.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: UserId) -> Result<Option<UserRow>> {
    c.maybe("select * from users where id = $1", args![id]).await
}

/// A user by number, locked until the end of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: UserId) -> Result<Option<UserRow>> {
    c.maybe("select * from users where id = $1 for update", args![id]).await
}

/// A user by e-mail address in any case.
///
/// # Errors
/// When the database fails.
pub async fn by_email(c: &mut Conn, email: &str) -> Result<Option<UserRow>> {
    c.maybe("select * from users where email_folded = $1", args![fold(email)]).await
}

/// Adds a user; `id` and `email_folded` are not looked at.
///
/// # Errors
/// A duplicate when the address is taken.
pub async fn add(c: &mut Conn, row: &UserRow) -> Result<UserId> {
    let sql = "insert into users (uuid, email, email_folded, first_name, last_name, language,
        password_hash, email_verified_at, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id";
    let values = args![
        &row.uuid,
        &row.email,
        fold(&row.email),
        &row.first_name,
        &row.last_name,
        &row.language,
        &row.password_hash,
        row.email_verified_at,
        row.created_at,
        row.updated_at,
    ];
    let id: UserId = c.scalar(sql, values).await?;
    words::put(c, Kind::User, id.0, &texts_of(row)).await?;
    Ok(id)
}

/// Writes name, address, language, password, second factor, epoch and proof of a locked row back.
///
/// # Errors
/// When the user does not exist; a duplicate when the address is taken.
pub async fn save(c: &mut Conn, row: &UserRow) -> Result<()> {
    let sql = "update users set email = $2, email_folded = $3, first_name = $4, last_name = $5,
        language = $6, password_hash = $7, two_factor_secret = $8, epoch = $9,
        email_verified_at = $10, updated_at = $11 where id = $1";
    let values = args![
        row.id,
        &row.email,
        fold(&row.email),
        &row.first_name,
        &row.last_name,
        &row.language,
        &row.password_hash,
        &row.two_factor_secret,
        row.epoch,
        row.email_verified_at,
        row.updated_at,
    ];
    c.exactly(1, sql, values).await?;
    words::put(c, Kind::User, row.id.0, &texts_of(row)).await
}

/// Replaces a hash by a better one of the same password; `false` when it was changed meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn replace_hash(c: &mut Conn, id: UserId, old: &str, new: &str) -> Result<bool> {
    let sql = "update users set password_hash = $3 where id = $1 and password_hash = $2";
    Ok(c.exec(sql, args![id, old, new]).await? == 1)
}

/// Notes a sign-in.
///
/// # Errors
/// When the user does not exist.
pub async fn signed_in(c: &mut Conn, id: UserId, at: i64, ip: &str, host: &str) -> Result<()> {
    let sql = "update users set last_login_at = $2, last_ip = $3, last_host = $4 where id = $1";
    c.exactly(1, sql, args![id, at, ip, host]).await
}

/// Voids every session of a user; gives the epoch from now on.
///
/// # Errors
/// When the database fails.
pub async fn end_sessions(c: &mut Conn, id: UserId) -> Result<Option<i64>> {
    c.maybe_scalar("update users set epoch = epoch + 1 where id = $1 returning epoch", args![id])
        .await
}

/// Removes a user who belongs to no client any more, with its tokens.
///
/// # Errors
/// When it does not exist; a constraint when it still belongs to a client.
pub async fn delete(c: &mut Conn, id: UserId) -> Result<()> {
    words::remove(c, Kind::User, id.0).await?;
    c.exec("delete from tokens where user_id = $1", args![id]).await?;
    super::two_factor::forget(c, super::Whose::User(id)).await?;
    super::sign_in_links::forget(c, id).await?;
    super::passkeys::forget(c, id).await?;
    super::open_sessions::forget(c, id).await?;
    c.exactly(1, "delete from users where id = $1", args![id]).await
}

/// One page of users and the number of all that match: of that number, and with a `search` that is
/// folded and matches the beginnings of address and names.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    id: Option<UserId>,
    search: Option<&str>,
    descending: bool,
    offset: i64,
    limit: i64,
) -> Result<(Vec<UserRow>, i64)> {
    let mut filter = Filter::new().and_some("id = ?", id);
    if let Some(text) = search {
        let found = "id in (select rel_id from people_words where kind = 'user' and word >= ?";
        filter = filter.and(found, text).and("word < ?)", range_end(text));
    }
    let total = c.scalar(&filter.sql("select count(*) from users"), filter.args()).await?;
    let order = if descending { "id desc" } else { "id" };
    let (sql, args) = filter.page("select * from users", order, offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}

/// What the user is found by.
fn texts_of(row: &UserRow) -> Vec<String> {
    let full = format!("{} {}", row.first_name, row.last_name);
    [&row.email, &row.first_name, &row.last_name, &full]
        .into_iter()
        .map(|text| fold(text))
        .collect()
}
