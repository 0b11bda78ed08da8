//! Contacts: further people to write to at a client.

use model::ids::{ClientId, ContactId};
use model::people::email::fold;

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One contact. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ContactRow {
    /// Its number on the wire.
    pub id: ContactId,
    /// Whose contact.
    pub client_id: ClientId,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Company, or empty.
    pub company: String,
    /// Where mail goes.
    pub email: String,
    /// `model::people::email::fold` of the address.
    pub email_folded: String,
    /// First address line.
    pub address1: String,
    /// Second address line.
    pub address2: String,
    /// Town.
    pub city: String,
    /// State, province or county.
    pub state: String,
    /// Postal code.
    pub postcode: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// As it was typed.
    pub phone: String,
    /// Country calling code without `+`.
    pub phone_cc: String,
    /// Tax number.
    pub tax_id: String,
    /// CSV of the kinds of mail it gets.
    pub email_preferences: String,
    /// When it was made.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

/// What a list of contacts is limited to: equal values, in any case.
#[derive(Debug, Clone, Default)]
pub struct Listed<'a> {
    /// Whose.
    pub client: Option<ClientId>,
    /// Given name.
    pub first_name: Option<&'a str>,
    /// Family name.
    pub last_name: Option<&'a str>,
    /// Company.
    pub company: Option<&'a str>,
    /// E-mail address.
    pub email: Option<&'a str>,
    /// First address line.
    pub address1: Option<&'a str>,
    /// Second address line.
    pub address2: Option<&'a str>,
    /// Town.
    pub city: Option<&'a str>,
    /// State.
    pub state: Option<&'a str>,
    /// Postal code.
    pub postcode: Option<&'a str>,
    /// Country.
    pub country: Option<&'a str>,
    /// Phone number.
    pub phone: Option<&'a str>,
    /// Only this one.
    pub contact: Option<ContactId>,
}

/// A contact by number.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ContactId) -> Result<Option<ContactRow>> {
    c.maybe("select * from contacts where id = $1", args![id]).await
}

/// A contact by number, locked until the end of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: ContactId) -> Result<Option<ContactRow>> {
    c.maybe("select * from contacts where id = $1 for update", args![id]).await
}

/// The oldest contact with an e-mail address in any case, of a client whose data is kept.
///
/// # Errors
/// When the database fails.
pub async fn by_email(c: &mut Conn, email: &str) -> Result<Option<ContactRow>> {
    let sql = "select k.* from contacts k join clients c on c.id = k.client_id
        where k.email_folded = $1 and c.erased_at is null order by k.id limit 1";
    c.maybe(sql, args![model::people::email::fold(email)]).await
}

/// The contacts of a client, by number.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId) -> Result<Vec<ContactRow>> {
    c.all("select * from contacts where client_id = $1 order by id", args![client]).await
}

/// Adds a contact; `id` and `email_folded` are not looked at.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, row: &ContactRow) -> Result<ContactId> {
    let sql = "insert into contacts (client_id, first_name, last_name, company, email,
        email_folded, address1, address2, city, state, postcode, country, phone, phone_cc, tax_id,
        email_preferences, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        returning id";
    let values = args![
        row.client_id,
        &row.first_name,
        &row.last_name,
        &row.company,
        &row.email,
        fold(&row.email),
        &row.address1,
        &row.address2,
        &row.city,
        &row.state,
        &row.postcode,
        &row.country,
        &row.phone,
        &row.phone_cc,
        &row.tax_id,
        &row.email_preferences,
        row.created_at,
        row.updated_at,
    ];
    c.scalar(sql, values).await
}

/// Writes a locked row back.
///
/// # Errors
/// When the contact does not exist.
pub async fn save(c: &mut Conn, row: &ContactRow) -> Result<()> {
    let sql = "update contacts set first_name = $2, last_name = $3, company = $4, email = $5,
        email_folded = $6, address1 = $7, address2 = $8, city = $9, state = $10, postcode = $11,
        country = $12, phone = $13, phone_cc = $14, tax_id = $15, email_preferences = $16,
        updated_at = $17 where id = $1";
    let values = args![
        row.id,
        &row.first_name,
        &row.last_name,
        &row.company,
        &row.email,
        fold(&row.email),
        &row.address1,
        &row.address2,
        &row.city,
        &row.state,
        &row.postcode,
        &row.country,
        &row.phone,
        &row.phone_cc,
        &row.tax_id,
        &row.email_preferences,
        row.updated_at,
    ];
    c.exactly(1, sql, values).await
}

/// Removes a contact.
///
/// # Errors
/// When it does not exist.
pub async fn delete(c: &mut Conn, id: ContactId) -> Result<()> {
    c.exactly(1, "delete from contacts where id = $1", args![id]).await
}

/// One page of contacts and the number of all that match.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    wanted: &Listed<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<ContactRow>, i64)> {
    let filter = Filter::new()
        .and_some("client_id = ?", wanted.client)
        .and_some("lower(first_name) = lower(?)", wanted.first_name)
        .and_some("lower(last_name) = lower(?)", wanted.last_name)
        .and_some("lower(company) = lower(?)", wanted.company)
        .and_some("email_folded = ?", wanted.email.map(fold))
        .and_some("lower(address1) = lower(?)", wanted.address1)
        .and_some("lower(address2) = lower(?)", wanted.address2)
        .and_some("lower(city) = lower(?)", wanted.city)
        .and_some("lower(state) = lower(?)", wanted.state)
        .and_some("lower(postcode) = lower(?)", wanted.postcode)
        .and_some("lower(country) = lower(?)", wanted.country)
        .and_some("lower(phone) = lower(?)", wanted.phone)
        .and_some("id = ?", wanted.contact);
    let total = c.scalar(&filter.sql("select count(*) from contacts"), filter.args()).await?;
    let (sql, args) = filter.page("select * from contacts", "id", offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}
