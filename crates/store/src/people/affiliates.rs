//! Affiliates: clients who earn commission on referrals.

use jiff::civil::Date;
use model::ids::{AffiliateId, ClientId, CurrencyId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One affiliate. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct AffiliateRow {
    /// Its number on the wire.
    pub id: AffiliateId,
    /// Which client.
    pub client_id: ClientId,
    /// The client's currency.
    pub currency_id: CurrencyId,
    /// Since when.
    pub since: Date,
    /// How many people came by its link.
    pub visitors: i64,
    /// `percentage`, `fixed`, or empty for the house rule.
    pub pay_type: String,
    /// Hundredths of a per cent, or minor units of the client's currency.
    pub pay_amount: i64,
    /// Earns on the first payment only.
    pub one_time: bool,
    /// Earned and not paid out; minor units.
    pub balance_minor: i64,
    /// Paid out; minor units.
    pub withdrawn_minor: i64,
    /// When it was made.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

/// What a list of affiliates is limited to; amounts in the units of the row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed<'a> {
    /// Which client.
    pub client: Option<ClientId>,
    /// So many visitors.
    pub visitors: Option<i64>,
    /// The word of the rule.
    pub pay_type: Option<&'a str>,
    /// The amount of the rule.
    pub pay_amount: Option<i64>,
    /// Earns once or not.
    pub one_time: Option<bool>,
    /// The balance.
    pub balance: Option<i64>,
    /// What was paid out.
    pub withdrawn: Option<i64>,
}

/// Makes a client an affiliate; `false` when it is one.
///
/// # Errors
/// A constraint when the client does not exist.
pub async fn add(c: &mut Conn, client: ClientId, since: Date, at: i64) -> Result<bool> {
    let sql = "insert into affiliates (client_id, since, created_at, updated_at)
               values ($1, $2, $3, $3) on conflict (client_id) do nothing";
    Ok(c.exec(sql, args![client, since, at]).await? == 1)
}

/// One page of affiliates and the number of all that match.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    wanted: Listed<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<AffiliateRow>, i64)> {
    let filter = Filter::new()
        .and_some("a.client_id = ?", wanted.client)
        .and_some("a.visitors = ?", wanted.visitors)
        .and_some("a.pay_type = ?", wanted.pay_type)
        .and_some("a.pay_amount = ?", wanted.pay_amount)
        .and_some("a.one_time = ?", wanted.one_time)
        .and_some("a.balance_minor = ?", wanted.balance)
        .and_some("a.withdrawn_minor = ?", wanted.withdrawn);
    let total = c.scalar(&filter.sql("select count(*) from affiliates a"), filter.args()).await?;
    let head = "select a.*, c.currency_id from affiliates a join clients c on c.id = a.client_id";
    let (sql, args) = filter.page(head, "a.id", offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}

/// One affiliate.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: AffiliateId) -> Result<Option<AffiliateRow>> {
    let sql = "select a.*, c.currency_id from affiliates a join clients c on c.id = a.client_id
        where a.id = $1";
    c.maybe(sql, args![id]).await
}

/// One affiliate, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: AffiliateId) -> Result<Option<AffiliateRow>> {
    let sql = "select id from affiliates where id = $1 for update";
    c.maybe_scalar::<i64>(sql, args![id]).await?;
    by_id(c, id).await
}

/// Counts a visitor; `false` when there is no such affiliate.
///
/// # Errors
/// When the database fails.
pub async fn visited(c: &mut Conn, id: AffiliateId) -> Result<bool> {
    let sql = "update affiliates set visitors = visitors + 1 where id = $1";
    Ok(c.exec(sql, args![id]).await? == 1)
}

/// Adds to the balance, or with less than zero takes away.
///
/// # Errors
/// When there is no such affiliate.
pub async fn earn(c: &mut Conn, id: AffiliateId, minor: i64, at: i64) -> Result<()> {
    let sql = "update affiliates set balance_minor = balance_minor + $2, updated_at = $3
        where id = $1";
    c.exactly(1, sql, args![id, minor, at]).await
}

/// Takes a pay-out off the balance; `false` when it is lower than that.
///
/// # Errors
/// When the database fails.
pub async fn pay_out(c: &mut Conn, id: AffiliateId, minor: i64, at: i64) -> Result<bool> {
    let sql = "update affiliates set balance_minor = balance_minor - $2,
            withdrawn_minor = withdrawn_minor + $2, updated_at = $3
        where id = $1 and balance_minor >= $2";
    Ok(c.exec(sql, args![id, minor, at]).await? == 1)
}

/// Writes back how an affiliate is paid.
///
/// # Errors
/// When there is no such affiliate.
pub async fn save_terms(c: &mut Conn, row: &AffiliateRow) -> Result<()> {
    let sql = "update affiliates set pay_type = $2, pay_amount = $3, one_time = $4, updated_at = $5
        where id = $1";
    let values = args![row.id, &row.pay_type, row.pay_amount, row.one_time, row.updated_at];
    c.exactly(1, sql, values).await
}

/// Whether a client is an affiliate.
///
/// # Errors
/// When the database fails.
pub async fn is_one(c: &mut Conn, client: ClientId) -> Result<bool> {
    let sql = "select count(*) from affiliates where client_id = $1";
    Ok(c.scalar::<i64>(sql, args![client]).await? > 0)
}
