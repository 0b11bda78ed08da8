//! What mails are signed with (DKIM).

use crate::{Conn, Result, Row, args};

/// The key of a domain.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct MailKeyRow {
    /// Its number.
    pub id: i64,
    /// The domain whose mails it signs, in small letters.
    pub domain: String,
    /// Its name below `_domainkey` of that domain.
    pub selector: String,
    /// The half that the DNS publishes, in base64.
    pub public_key: String,
    /// The other half, sealed.
    pub private_key: String,
    /// Unix seconds.
    pub created_at: i64,
}

/// Every key, by domain.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<MailKeyRow>> {
    c.all("select * from mail_keys order by domain", args![]).await
}

/// The key of a domain, or else of the nearest domain above it.
///
/// # Errors
/// When the database fails.
pub async fn of_domain(c: &mut Conn, domain: &str) -> Result<Option<MailKeyRow>> {
    let sql = "select * from mail_keys
        where domain = $1 or substr($1, length($1) - length(domain)) = '.' || domain
        order by length(domain) desc limit 1";
    c.maybe(sql, args![domain]).await
}

/// Adds a key; gives its number.
///
/// # Errors
/// A violated key when the domain has one.
pub async fn insert(c: &mut Conn, row: &MailKeyRow) -> Result<i64> {
    let sql = "insert into mail_keys (domain, selector, public_key, private_key, created_at)
        values ($1, $2, $3, $4, $5) returning id";
    let values =
        args![&row.domain, &row.selector, &row.public_key, &row.private_key, row.created_at];
    c.scalar(sql, values).await
}

/// Takes the key of a domain away; gives what it was.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, domain: &str) -> Result<Option<MailKeyRow>> {
    c.maybe("delete from mail_keys where domain = $1 returning *", args![domain]).await
}
