//! What the tax offices said of clients' VAT numbers.

use model::ids::ClientId;

use crate::many::among;
use crate::{Conn, Result, Row, Val, args};

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

/// Which numbers are to be asked about.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Of clients in these countries (ISO 3166 alpha-2).
    pub countries: &'a [&'a str],
    /// Of this client only.
    pub client: Option<ClientId>,
    /// Never asked about as they are now, or before this instant (Unix seconds).
    pub asked_before: i64,
    /// Not tried since this instant (Unix seconds).
    pub tried_before: i64,
}

/// A number that is to be asked about.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct WantedRow {
    /// Whose.
    pub id: ClientId,
    /// As the client gave it.
    pub tax_id: String,
    /// Country of the address.
    pub country: String,
}

/// The numbers that are to be asked about, the one that was tried longest ago first.
///
/// # Errors
/// When the database fails.
pub async fn wanted(c: &mut Conn, wanted: &Wanted<'_>) -> Result<Vec<WantedRow>> {
    let head = "select id, tax_id, country from clients
        where tax_id <> '' and status <> 'Closed' and vat_tried_at < $1
            and (vat_asked <> tax_id or vat_asked_at is null or vat_asked_at < $2)
            and ($3 = 0 or id = $3) and country in";
    let client = wanted.client.map_or(0, |id| id.0);
    let own: Vec<Val<'_>> =
        vec![wanted.tried_before.into(), wanted.asked_before.into(), client.into()];
    let countries = wanted.countries.iter().map(|country| Val::from(*country));
    let (sql, values) = among(head, countries, "order by vat_tried_at, id", own);
    c.all(&sql, &values).await
}

/// Notes that a number is being asked about.
///
/// # Errors
/// When there is no such client.
pub async fn tried(c: &mut Conn, client: ClientId, at: i64) -> Result<()> {
    c.exactly(1, "update clients set vat_tried_at = $2 where id = $1", args![client, at]).await
}
