//! What the tax offices said of clients' VAT numbers.

use model::ids::ClientId;

use crate::{Conn, Result, Row, args};

/// What is known about a client's number.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct VatRow {
    /// As the client gave it.
    pub tax_id: String,
    /// Country of the address, for numbers without one.
    pub country: String,
    /// The number that the tax offices do not know; empty for none.
    pub vat_refused: String,
    /// The number that was asked about last.
    pub vat_asked: String,
    /// Whose it is; may be empty.
    pub vat_name: String,
    /// When, in Unix seconds.
    pub vat_asked_at: Option<i64>,
}

/// What is known about a client's number.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, client: ClientId) -> Result<Option<VatRow>> {
    let sql = "select tax_id, country, vat_refused, vat_asked, vat_name, vat_asked_at
        from clients where id = $1";
    c.maybe(sql, args![client]).await
}

/// Keeps what was said of a number.
///
/// # Errors
/// When there is no such client.
pub async fn keep(
    c: &mut Conn,
    client: ClientId,
    number: &str,
    is_valid: bool,
    name: &str,
    at: i64,
) -> Result<()> {
    let refused = if is_valid { "" } else { number };
    let sql = "update clients set vat_refused = $2, vat_asked = $3, vat_name = $4,
        vat_asked_at = $5 where id = $1";
    c.exactly(1, sql, args![client, refused, number, name, at]).await
}
