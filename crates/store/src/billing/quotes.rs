//! Quotes and their lines.

use jiff::civil::Date;
use model::billing::invoice::QuoteStage;
use model::ids::{ClientId, CurrencyId, InvoiceId, QuoteId, QuoteItemId};

use crate::filter::Filter;
use crate::order::{Order, Sorted, Way};
use crate::{Conn, Result, Row, args};

/// One quote.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct QuoteRow {
    /// Its number on the wire.
    pub id: QuoteId,
    /// What it is about.
    pub subject: String,
    /// How far it is.
    pub stage: QuoteStage,
    /// For whom; 0 for somebody who is no client.
    pub client_id: ClientId,
    /// Given name of somebody who is no client, as the rest of the address.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Company.
    pub company: String,
    /// Mail address.
    pub email: String,
    /// Street.
    pub address1: String,
    /// Second line of the address.
    pub address2: String,
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// Postal code.
    pub postcode: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Telephone.
    pub phone: String,
    /// VAT number or the like.
    pub tax_id: String,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Units of it for one of the default currency when this was made, times 100000000
    /// (`model::money::ExchangeRate`); 0 for older ones.
    pub exchange_rate: i64,
    /// Lines without tax; minor units, as all sums here.
    pub subtotal_minor: i64,
    /// Tax of level 1.
    pub tax_minor: i64,
    /// Tax of level 2.
    pub tax2_minor: i64,
    /// All of it.
    pub total_minor: i64,
    /// The text above the lines.
    pub proposal: String,
    /// The text below them.
    pub customer_notes: String,
    /// Notes of the staff.
    pub admin_notes: String,
    /// The day on it.
    pub created_on: Date,
    /// The last day on which it holds.
    pub valid_until: Date,
    /// The day it was last changed.
    pub modified_on: Date,
    /// The day it was sent.
    pub sent_on: Option<Date>,
    /// The day it was accepted.
    pub accepted_on: Option<Date>,
    /// The invoice that came of it.
    pub invoice_id: Option<InvoiceId>,
}

/// A line of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct QuoteItemRow {
    /// Its number on the wire.
    pub id: QuoteItemId,
    /// On which quote.
    pub quote_id: QuoteId,
    /// The text that people read.
    pub description: String,
    /// How many, times 1000000.
    pub quantity: i64,
    /// The price of one; minor units.
    pub unit_price_minor: i64,
    /// Percent times 10000.
    pub discount: i64,
    /// Whether it is taxed.
    pub taxed: bool,
}

/// Adds a quote; `row.id` is ignored.
///
/// # Errors
/// When the currency does not exist, or the database fails.
pub async fn insert(c: &mut Conn, row: &QuoteRow) -> Result<QuoteId> {
    let sql = "insert into quotes (subject, stage, currency_id, created_on, valid_until,
            modified_on)
        values ($1, $2, $3, $4, $5, $6) returning id";
    let values = args![
        &row.subject,
        row.stage,
        row.currency_id,
        row.created_on,
        row.valid_until,
        row.modified_on
    ];
    let id = c.scalar(sql, values).await?;
    save(c, &QuoteRow { id, ..row.clone() }).await?;
    Ok(id)
}

/// Writes everything of a quote back.
///
/// # Errors
/// When there is no such quote, or its sums do not add up.
pub async fn save(c: &mut Conn, row: &QuoteRow) -> Result<()> {
    let sql = "update quotes set subject = $2, stage = $3, client_id = $4, first_name = $5,
            last_name = $6, company = $7, email = $8, address1 = $9, address2 = $10, city = $11,
            state = $12, postcode = $13, country = $14, phone = $15, tax_id = $16,
            currency_id = $17, subtotal_minor = $18, tax_minor = $19, tax2_minor = $20,
            total_minor = $21, proposal = $22, customer_notes = $23, admin_notes = $24,
            created_on = $25, valid_until = $26, modified_on = $27, sent_on = $28,
            accepted_on = $29, invoice_id = $30, exchange_rate = $31
        where id = $1";
    let values = args![
        row.id,
        &row.subject,
        row.stage,
        row.client_id,
        &row.first_name,
        &row.last_name,
        &row.company,
        &row.email,
        &row.address1,
        &row.address2,
        &row.city,
        &row.state,
        &row.postcode,
        &row.country,
        &row.phone,
        &row.tax_id,
        row.currency_id,
        row.subtotal_minor,
        row.tax_minor,
        row.tax2_minor,
        row.total_minor,
        &row.proposal,
        &row.customer_notes,
        &row.admin_notes,
        row.created_on,
        row.valid_until,
        row.modified_on,
        row.sent_on,
        row.accepted_on,
        row.invoice_id,
        row.exchange_rate,
    ];
    c.exactly(1, sql, values).await
}

/// One quote.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: QuoteId) -> Result<Option<QuoteRow>> {
    c.maybe("select * from quotes where id = $1", args![id]).await
}

/// One quote, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: QuoteId) -> Result<Option<QuoteRow>> {
    c.maybe("select * from quotes where id = $1 for update", args![id]).await
}

/// Forgets a quote and its lines.
///
/// # Errors
/// When there is no such quote.
pub async fn delete(c: &mut Conn, id: QuoteId) -> Result<()> {
    c.exec("delete from quote_items where quote_id = $1", args![id]).await?;
    c.exactly(1, "delete from quotes where id = $1", args![id]).await
}

/// Which quotes are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed<'a> {
    /// Of one number.
    pub id: Option<QuoteId>,
    /// Of one client.
    pub client: Option<ClientId>,
    /// With this subject, in any case.
    pub subject: Option<&'a str>,
    /// With this part of a subject, in any case.
    pub subject_part: Option<&'a str>,
    /// Of a stage.
    pub stage: Option<QuoteStage>,
    /// Of a day.
    pub created_on: Option<Date>,
    /// Of this day or later.
    pub from: Option<Date>,
    /// Of this day or earlier.
    pub to: Option<Date>,
    /// Last changed on a day.
    pub modified_on: Option<Date>,
    /// That hold until a day.
    pub valid_until: Option<Date>,
    /// In which order; by default the newest first.
    pub order: Option<Order<QuotesBy>>,
}

/// What quotes can be sorted by; equal ones by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuotesBy {
    /// Number.
    Id,
    /// Subject.
    Subject,
    /// The day it was made.
    Created,
    /// The day until which it holds.
    ValidUntil,
    /// Stage.
    Stage,
    /// What it is over, in minor units of whichever currency.
    Total,
}

impl Sorted for QuotesBy {
    fn sql(self) -> [&'static str; 2] {
        match self {
            Self::Id => ["id", "id desc"],
            Self::Subject => ["subject, id", "subject desc, id desc"],
            Self::Created => ["created_on, id", "created_on desc, id desc"],
            Self::ValidUntil => ["valid_until, id", "valid_until desc, id desc"],
            Self::Stage => ["stage, id", "stage desc, id desc"],
            Self::Total => ["total_minor, id", "total_minor desc, id desc"],
        }
    }
}

/// A page of quotes, and how many there are in all.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    wanted: &Listed<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<QuoteRow>, i64)> {
    let way = Way::ByStatus.within(wanted.client.is_some());
    let filter = Filter::new()
        .and_some("id = ?", wanted.id)
        .and_some("client_id = ?", wanted.client)
        .and_some("lower(subject) = lower(?)", wanted.subject.map(str::to_owned))
        .and_some(
            "replace(lower(subject), lower(?), '') <> lower(subject)",
            wanted.subject_part.map(str::to_owned),
        )
        .and_some(way.says("stage = ?", "stage || '' = ?"), wanted.stage)
        .and_some("created_on = ?", wanted.created_on)
        .and_some("created_on >= ?", wanted.from)
        .and_some("created_on <= ?", wanted.to)
        .and_some("modified_on = ?", wanted.modified_on)
        .and_some("valid_until = ?", wanted.valid_until);
    let total = c.scalar(&filter.sql("select count(*) from quotes"), filter.args()).await?;
    let order = wanted.order.map_or("id desc", Order::sql);
    let (sql, args) = filter.page("select * from quotes", order, offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}

/// The lines of a quote, in order.
///
/// # Errors
/// When the database fails.
pub async fn items(c: &mut Conn, quote: QuoteId) -> Result<Vec<QuoteItemRow>> {
    c.all("select * from quote_items where quote_id = $1 order by id", args![quote]).await
}

/// Adds a line; `row.id` is ignored.
///
/// # Errors
/// When the quote does not exist, or the database fails.
pub async fn add_item(c: &mut Conn, row: &QuoteItemRow) -> Result<()> {
    let sql = "insert into quote_items
            (quote_id, description, quantity, unit_price_minor, discount, taxed)
        values ($1, $2, $3, $4, $5, $6)";
    let values = args![
        row.quote_id,
        &row.description,
        row.quantity,
        row.unit_price_minor,
        row.discount,
        row.taxed
    ];
    c.exactly(1, sql, values).await
}

/// Deletes a line; `false` when the quote has no such line.
///
/// # Errors
/// When the database fails.
pub async fn delete_item(c: &mut Conn, quote: QuoteId, line: QuoteItemId) -> Result<bool> {
    let sql = "delete from quote_items where id = $1 and quote_id = $2";
    Ok(c.exec(sql, args![line, quote]).await? == 1)
}

/// Writes a line; `false` when the quote has no such line.
///
/// # Errors
/// When the database fails.
pub async fn save_item(c: &mut Conn, row: &QuoteItemRow) -> Result<bool> {
    let sql = "update quote_items set description = $3, quantity = $4, unit_price_minor = $5,
            discount = $6, taxed = $7
        where id = $1 and quote_id = $2";
    let values = args![
        row.id,
        row.quote_id,
        &row.description,
        row.quantity,
        row.unit_price_minor,
        row.discount,
        row.taxed
    ];
    Ok(c.exec(sql, values).await? == 1)
}
