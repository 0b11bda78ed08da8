//! Credentials of programs that sign clients in (OAuth, single sign-on).

use model::ids::ServiceId;

use crate::{Conn, Result, Row, Val, args};

/// A credential.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct OAuthRow {
    /// Its number on the wire.
    pub id: i64,
    /// Its number that cannot be guessed.
    pub uuid: String,
    /// Whose program it is.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// `authorization_code` or `single_sign_on`.
    pub grant_type: String,
    /// Separated by spaces.
    pub scope: String,
    /// What the program says who it is.
    pub identifier: String,
    /// What it proves it by, sealed.
    pub secret: String,
    /// The service that it signs in to.
    pub service_id: Option<ServiceId>,
    /// Its picture.
    pub logo_uri: String,
    /// JSON list of addresses that it may send people back to.
    pub redirect_uris: String,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// By number.
    Id,
    /// By name.
    Name,
    /// By when it was changed.
    Updated,
}

/// Adds a credential; `row.id` is ignored.
///
/// # Errors
/// A duplicate when the identifier is taken.
pub async fn insert(c: &mut Conn, row: &OAuthRow) -> Result<i64> {
    let sql = "insert into oauth_credentials (uuid, name, description, grant_type, scope,
            identifier, secret, service_id, logo_uri, redirect_uris, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id";
    let values = args![
        &row.uuid,
        &row.name,
        &row.description,
        &row.grant_type,
        &row.scope,
        &row.identifier,
        &row.secret,
        row.service_id,
        &row.logo_uri,
        &row.redirect_uris,
        row.created_at,
        row.updated_at,
    ];
    c.scalar(sql, values).await
}

/// Writes everything that may change about a credential.
///
/// # Errors
/// When there is no such credential.
pub async fn save(c: &mut Conn, row: &OAuthRow) -> Result<()> {
    let sql = "update oauth_credentials set name = $2, description = $3, grant_type = $4,
            scope = $5, secret = $6, service_id = $7, logo_uri = $8, redirect_uris = $9,
            updated_at = $10
        where id = $1";
    let values = args![
        row.id,
        &row.name,
        &row.description,
        &row.grant_type,
        &row.scope,
        &row.secret,
        row.service_id,
        &row.logo_uri,
        &row.redirect_uris,
        row.updated_at,
    ];
    c.exactly(1, sql, values).await
}

/// One credential, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: i64) -> Result<Option<OAuthRow>> {
    c.maybe("select * from oauth_credentials where id = $1 for update", args![id]).await
}

/// The credential of an identifier.
///
/// # Errors
/// When the database fails.
pub async fn by_identifier(c: &mut Conn, identifier: &str) -> Result<Option<OAuthRow>> {
    c.maybe("select * from oauth_credentials where identifier = $1", args![identifier]).await
}

/// Deletes a credential; `false` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn delete(c: &mut Conn, id: i64) -> Result<bool> {
    Ok(c.exec("delete from oauth_credentials where id = $1", args![id]).await? == 1)
}

/// Credentials of a grant type or all.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    grant_type: Option<&str>,
    sort: Sort,
    descending: bool,
    limit: i64,
) -> Result<Vec<OAuthRow>> {
    let sql = match (sort, descending) {
        (Sort::Id, false) => {
            "select * from oauth_credentials where cast($1 as text) is null or grant_type = $1
             order by id limit $2"
        }
        (Sort::Id, true) => {
            "select * from oauth_credentials where cast($1 as text) is null or grant_type = $1
             order by id desc limit $2"
        }
        (Sort::Name, false) => {
            "select * from oauth_credentials where cast($1 as text) is null or grant_type = $1
             order by name, id limit $2"
        }
        (Sort::Name, true) => {
            "select * from oauth_credentials where cast($1 as text) is null or grant_type = $1
             order by name desc, id limit $2"
        }
        (Sort::Updated, false) => {
            "select * from oauth_credentials where cast($1 as text) is null or grant_type = $1
             order by updated_at, id limit $2"
        }
        (Sort::Updated, true) => {
            "select * from oauth_credentials where cast($1 as text) is null or grant_type = $1
             order by updated_at desc, id limit $2"
        }
    };
    c.all(sql, &[Val::from(grant_type.map(str::to_owned)), Val::from(limit)]).await
}
