//! Stored ways to pay: the gateway's token and what may be shown of it.

use jiff::civil::Date;
use model::billing::invoice::PayMethodType;
use model::ids::{ClientId, PayMethodId};

use crate::{Conn, Result, Row, args};

/// One stored way to pay.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PayMethodRow {
    /// Its number on the wire.
    pub id: PayMethodId,
    /// Whose.
    pub client_id: ClientId,
    /// Card or bank account.
    pub r#type: PayMethodType,
    /// What the client calls it.
    pub description: String,
    /// System name of the gateway; empty for a bank account that is only written down.
    pub gateway: String,
    /// The gateway's token; never a card number.
    pub token: String,
    /// What the gateway knows the card by under whatever token; empty where it says nothing.
    pub fingerprint: String,
    /// Whose card it is.
    pub card_type: String,
    /// The last four digits.
    pub last_four: String,
    /// The last day on which the card is good.
    pub expires_on: Option<Date>,
    /// The bank's name.
    pub bank_name: String,
    /// The default one has the lowest.
    pub position: i64,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
    /// Unix seconds; set once it is forgotten.
    pub deleted_at: Option<i64>,
}

/// Adds a way to pay at the end; `row.id` and `row.position` are ignored.
///
/// # Errors
/// When the client does not exist, or the database fails.
pub async fn insert(c: &mut Conn, row: &PayMethodRow) -> Result<PayMethodId> {
    let sql = "insert into pay_methods (client_id, type, description, gateway, token, card_type,
            last_four, expires_on, bank_name, position, created_at, updated_at, fingerprint)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9,
            (select coalesce(max(position), 0) + 1 from pay_methods where client_id = $1),
            $10, $11, $12)
        returning id";
    let values = args![
        row.client_id,
        row.r#type,
        &row.description,
        &row.gateway,
        &row.token,
        &row.card_type,
        &row.last_four,
        row.expires_on,
        &row.bank_name,
        row.created_at,
        row.updated_at,
        &row.fingerprint,
    ];
    c.scalar(sql, values).await
}

/// One way to pay that is not forgotten.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: PayMethodId) -> Result<Option<PayMethodRow>> {
    c.maybe("select * from pay_methods where id = $1 and deleted_at is null", args![id]).await
}

/// A client's ways to pay, the default one first.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId) -> Result<Vec<PayMethodRow>> {
    let sql = "select * from pay_methods where client_id = $1 and deleted_at is null
        order by position, id";
    c.all(sql, args![client]).await
}

/// Writes what changed of it.
///
/// # Errors
/// When there is no such way to pay.
pub async fn update(c: &mut Conn, row: &PayMethodRow) -> Result<()> {
    let sql = "update pay_methods set description = $2, token = $3, card_type = $4,
            last_four = $5, expires_on = $6, bank_name = $7, updated_at = $8, fingerprint = $9
        where id = $1 and deleted_at is null";
    let values = args![
        row.id,
        &row.description,
        &row.token,
        &row.card_type,
        &row.last_four,
        row.expires_on,
        &row.bank_name,
        row.updated_at,
        &row.fingerprint
    ];
    c.exactly(1, sql, values).await
}

/// Puts it before all others of its client.
///
/// # Errors
/// When there is no such way to pay.
pub async fn set_default(c: &mut Conn, client: ClientId, id: PayMethodId) -> Result<()> {
    let sql = "update pay_methods set position =
            (select coalesce(min(position), 0) - 1 from pay_methods where client_id = $1)
        where id = $2 and client_id = $1";
    c.exactly(1, sql, args![client, id]).await
}

/// Forgets it, its token too.
///
/// # Errors
/// When it is forgotten already.
pub async fn delete(c: &mut Conn, id: PayMethodId, now: i64) -> Result<()> {
    let sql =
        "update pay_methods set deleted_at = $2, token = '', fingerprint = '', updated_at = $2
        where id = $1 and deleted_at is null";
    c.exactly(1, sql, args![id, now]).await
}

/// Takes all cards from a client, with their tokens still in place; their numbers.
///
/// # Errors
/// When the database fails.
pub async fn take_cards(c: &mut Conn, client: ClientId, now: i64) -> Result<Vec<PayMethodId>> {
    let sql = "update pay_methods set deleted_at = $2, updated_at = $2
        where client_id = $1 and type <> 'BankAccount' and deleted_at is null returning id";
    c.column(sql, args![client, now]).await
}

/// Takes everything from a client that a gateway keeps; the numbers of all whose gateway still has
/// to forget.
///
/// # Errors
/// When the database fails.
pub async fn take_all(c: &mut Conn, client: ClientId, now: i64) -> Result<Vec<PayMethodId>> {
    let sql = "update pay_methods set deleted_at = coalesce(deleted_at, $2), updated_at = $2
        where client_id = $1 and token <> '' returning id";
    c.column(sql, args![client, now]).await
}

/// Writes down a token that another took the place of, for its gateway to forget: as a way to pay
/// that was taken from the client.
///
/// # Errors
/// When the client does not exist, or the database fails.
pub async fn insert_taken(c: &mut Conn, before: &PayMethodRow, now: i64) -> Result<PayMethodId> {
    let sql = "insert into pay_methods (client_id, type, description, gateway, token, card_type,
            last_four, bank_name, position, created_at, updated_at, deleted_at)
        values ($1, $2, '', $3, $4, '', '', '', 0, $5, $5, $5) returning id";
    let values = args![before.client_id, before.r#type, &before.gateway, &before.token, now];
    c.scalar(sql, values).await
}

/// A card that was taken from its client and that its gateway still keeps.
///
/// # Errors
/// When the database fails.
pub async fn taken(c: &mut Conn, id: PayMethodId) -> Result<Option<PayMethodRow>> {
    let sql = "select * from pay_methods where id = $1 and deleted_at is not null and token <> ''";
    c.maybe(sql, args![id]).await
}

/// Forgets the token of a card that was taken.
///
/// # Errors
/// When the database fails.
pub async fn forget_taken(c: &mut Conn, id: PayMethodId) -> Result<()> {
    let sql = "update pay_methods set token = '', fingerprint = ''
        where id = $1 and deleted_at is not null";
    c.exec(sql, args![id]).await?;
    Ok(())
}
