//! Clients: who is billed.

use jiff::civil::Date;
use model::ids::{ClientGroupId, ClientId, CurrencyId, UserId};
use model::people::client::ClientStatus;
use model::people::email::fold;

use super::words::{self, Kind};
use crate::{Conn, Result, Row, args};

/// One client. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ClientRow {
    /// Its number on the wire.
    pub id: ClientId,
    /// Its number that cannot be guessed.
    pub uuid: String,
    /// The user who owns it; `None` only while it is being made or after erasure.
    pub owner_user_id: Option<UserId>,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Company, or empty.
    pub company: String,
    /// Where invoices go.
    pub email: String,
    /// `model::people::fold` of the address.
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
    /// Pays no tax.
    pub tax_exempt: bool,
    /// The currency of everything billed to the client.
    pub currency_id: CurrencyId,
    /// Its group.
    pub group_id: Option<ClientGroupId>,
    /// Whether it may sign in and buy.
    pub status: ClientStatus,
    /// Gateway module, or empty.
    pub default_gateway: String,
    /// Language name, or empty for the house's.
    pub language: String,
    /// For staff only.
    pub notes: String,
    /// Credit balance in minor units of its currency.
    pub credit_minor: i64,
    /// Pays no late fees.
    pub late_fee_exempt: bool,
    /// Gets no reminders.
    pub overdue_notice_exempt: bool,
    /// One invoice per service.
    pub separate_invoices: bool,
    /// Day of the month on which its renewals are due: 1 to 31, 0 for its group's, -1 for none.
    pub billing_day: i64,
    /// Its card is not charged by itself.
    pub disable_auto_cc: bool,
    /// Gets no marketing mail.
    pub email_opt_out: bool,
    /// Asked for marketing mail.
    pub marketing_opt_in: bool,
    /// Not made inactive by the daily run.
    pub override_auto_close: bool,
    /// May be signed in by a one-use link.
    pub allow_single_sign_on: bool,
    /// The contact invoices are addressed to, or 0.
    pub billing_cid: i64,
    /// CSV of the kinds of mail it gets.
    pub email_preferences: String,
    /// Address it registered from.
    pub ip: String,
    /// Name of that address.
    pub host: String,
    /// The day it registered.
    pub signed_up_on: Date,
    /// When it was made.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
    /// When somebody last signed in for it.
    pub last_login_at: Option<i64>,
    /// When its personal data was erased.
    pub erased_at: Option<i64>,
}

/// The client, erased or not.
///
/// # Errors
/// When the database fails.
pub async fn any_by_id(c: &mut Conn, id: ClientId) -> Result<Option<ClientRow>> {
    c.maybe("select * from clients where id = $1", args![id]).await
}

/// The client, unless its data was erased.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ClientId) -> Result<Option<ClientRow>> {
    c.maybe("select * from clients where id = $1 and erased_at is null", args![id]).await
}

/// The client, locked until the end of the transaction, unless its data was erased.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: ClientId) -> Result<Option<ClientRow>> {
    let sql = "select * from clients where id = $1 and erased_at is null for update";
    c.maybe(sql, args![id]).await
}

/// The oldest client with an e-mail address in any case.
///
/// # Errors
/// When the database fails.
pub async fn by_email(c: &mut Conn, email: &str) -> Result<Option<ClientRow>> {
    let sql = "select * from clients where email_folded = $1 and erased_at is null
               order by id limit 1";
    c.maybe(sql, args![fold(email)]).await
}

/// Adds a client and gives its number; `id`, `email_folded` and `credit_minor` are not looked at.
///
/// # Errors
/// A duplicate when the uuid exists; a constraint when the currency, group or user does not.
pub async fn add(c: &mut Conn, row: &ClientRow) -> Result<ClientId> {
    let sql = "insert into clients (uuid, owner_user_id, first_name, last_name, company, email,
        email_folded, address1, address2, city, state, postcode, country, phone, phone_cc, tax_id,
        tax_exempt, currency_id, group_id, status, default_gateway, language, notes,
        late_fee_exempt, overdue_notice_exempt, separate_invoices, disable_auto_cc, email_opt_out,
        marketing_opt_in, override_auto_close, allow_single_sign_on, billing_cid,
        email_preferences, search_folded, ip, host, signed_up_on, created_at, updated_at,
        billing_day)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
        $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36,
        $37, $38, $39, $40) returning id";
    let texts = texts_of(row);
    let values = args![
        &row.uuid,
        row.owner_user_id,
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
        row.tax_exempt,
        row.currency_id,
        row.group_id,
        row.status,
        &row.default_gateway,
        &row.language,
        &row.notes,
        row.late_fee_exempt,
        row.overdue_notice_exempt,
        row.separate_invoices,
        row.disable_auto_cc,
        row.email_opt_out,
        row.marketing_opt_in,
        row.override_auto_close,
        row.allow_single_sign_on,
        row.billing_cid,
        &row.email_preferences,
        texts.join(" "),
        &row.ip,
        &row.host,
        row.signed_up_on,
        row.created_at,
        row.updated_at,
        row.billing_day,
    ];
    let id: ClientId = c.scalar(sql, values).await?;
    words::put(c, Kind::Client, id.0, &texts).await?;
    Ok(id)
}

/// Writes a locked row back; the credit balance, the time of sign-up and erasure are not touched.
///
/// # Errors
/// When the client does not exist, or a constraint as for [`add`].
pub async fn save(c: &mut Conn, row: &ClientRow) -> Result<()> {
    let sql = "update clients set owner_user_id = $2, first_name = $3, last_name = $4,
        company = $5, email = $6, email_folded = $7, address1 = $8, address2 = $9, city = $10,
        state = $11, postcode = $12, country = $13, phone = $14, phone_cc = $15, tax_id = $16,
        tax_exempt = $17, currency_id = $18, group_id = $19, status = $20, default_gateway = $21,
        language = $22, notes = $23, late_fee_exempt = $24, overdue_notice_exempt = $25,
        separate_invoices = $26, disable_auto_cc = $27, email_opt_out = $28,
        marketing_opt_in = $29, override_auto_close = $30, allow_single_sign_on = $31,
        billing_cid = $32, email_preferences = $33, search_folded = $34, ip = $35, host = $36,
        updated_at = $37, last_login_at = $38, billing_day = $39
        where id = $1";
    let texts = texts_of(row);
    let values = args![
        row.id,
        row.owner_user_id,
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
        row.tax_exempt,
        row.currency_id,
        row.group_id,
        row.status,
        &row.default_gateway,
        &row.language,
        &row.notes,
        row.late_fee_exempt,
        row.overdue_notice_exempt,
        row.separate_invoices,
        row.disable_auto_cc,
        row.email_opt_out,
        row.marketing_opt_in,
        row.override_auto_close,
        row.allow_single_sign_on,
        row.billing_cid,
        &row.email_preferences,
        texts.join(" "),
        &row.ip,
        &row.host,
        row.updated_at,
        row.last_login_at,
        row.billing_day,
    ];
    c.exactly(1, sql, values).await?;
    words::put(c, Kind::Client, row.id.0, &texts).await
}

/// Moves a client from one status to another; `false` when it was not in the first.
///
/// # Errors
/// When the database fails.
pub async fn set_status(
    c: &mut Conn,
    id: ClientId,
    from: ClientStatus,
    to: ClientStatus,
    at: i64,
) -> Result<bool> {
    let sql = "update clients set status = $3, updated_at = $4 where id = $1 and status = $2";
    Ok(c.exec(sql, args![id, from, to, at]).await? == 1)
}

/// Notes a sign-in.
///
/// # Errors
/// When the client does not exist.
pub async fn signed_in(c: &mut Conn, id: ClientId, at: i64) -> Result<()> {
    c.exactly(1, "update clients set last_login_at = $2 where id = $1", args![id, at]).await
}

/// Adds to the credit balance (or takes from it) and gives the new one, in minor units.
///
/// # Errors
/// When the client does not exist; a constraint when the balance would be negative.
pub async fn add_credit(c: &mut Conn, id: ClientId, minor: i64) -> Result<i64> {
    let sql = "update clients set credit_minor = credit_minor + $2 where id = $1
               returning credit_minor";
    c.scalar(sql, args![id, minor]).await
}

/// What the client is found by.
fn texts_of(row: &ClientRow) -> Vec<String> {
    let full = format!("{} {}", row.first_name, row.last_name);
    [&row.email, &row.first_name, &row.last_name, &full, &row.company]
        .into_iter()
        .map(|text| fold(text))
        .collect()
}
