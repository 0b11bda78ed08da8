//! Commissions of affiliates: each paid line earns once.

use jiff::civil::Date;
use model::ids::{AffiliateId, ClientId, CurrencyId, InvoiceId, ProductId, ServiceId};

use crate::{Conn, Result, Row, args};

/// A paid line of a referred service that has no commission yet.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct EarnedRow {
    /// The line.
    pub line_id: i64,
    /// Its invoice.
    pub invoice_id: InvoiceId,
    /// The service.
    pub service_id: ServiceId,
    /// Whose it is.
    pub client_id: ClientId,
    /// Of which product.
    pub product_id: ProductId,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Without tax; minor units.
    pub net_minor: i64,
    /// Unix seconds.
    pub paid_at: i64,
}

/// A commission that changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct CommissionRow {
    /// Which.
    pub id: i64,
    /// What is left of it, in minor units of the affiliate's currency.
    pub amount_minor: i64,
    /// Whether it counted already.
    pub cleared: bool,
}

/// A commission whose invoice was given back in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct PartRow {
    /// Which.
    pub id: i64,
    /// What it was at first, in minor units of the affiliate's currency.
    pub amount_minor: i64,
    /// What was taken back before.
    pub taken_minor: i64,
    /// Whether it counted already.
    pub cleared: bool,
    /// What was paid for the invoice, in its currency.
    pub paid_minor: i64,
    /// What went back of that.
    pub refunded_minor: i64,
}

/// A commission to write down.
#[derive(Debug)]
pub struct NewCommission<'a> {
    /// Whose.
    pub affiliate: AffiliateId,
    /// For what.
    pub line: &'a EarnedRow,
    /// Minor units of the affiliate's currency.
    pub amount_minor: i64,
    /// The day from which it counts.
    pub clears_on: Date,
    /// Unix seconds.
    pub at: i64,
}

const UNEARNED: &str = "from orders o join services s on s.order_id = o.id
        join invoice_items l on l.type = 'Hosting' and l.rel_id = s.id
        join invoices i on i.id = l.invoice_id
        join affiliates a on a.id = o.affiliate_id
    where o.affiliate_id > 0 and i.status = 'Paid' and i.paid_at >= a.created_at
        and s.client_id <> a.client_id
        and not exists (select 1 from affiliate_commissions k where k.invoice_item_id = l.id)";

/// Affiliates with something to earn, to clear or to take back, of one client or all.
///
/// # Errors
/// When the database fails.
pub async fn affiliates_with_news(
    c: &mut Conn,
    today: Date,
    client: Option<ClientId>,
) -> Result<Vec<(AffiliateId, ClientId)>> {
    let sql = format!(
        "select a.id, a.client_id from affiliates a
        where (cast($2 as bigint) is null or a.client_id = $2) and (
            a.id in (select o.affiliate_id {UNEARNED})
            or a.id in (select k.affiliate_id from affiliate_commissions k
                where k.status = 'Pending' and k.clears_on <= $1)
            or a.id in (select k.affiliate_id from affiliate_commissions k
                join invoices i on i.id = k.invoice_id
                where k.status <> 'Reversed'
                    and (i.status <> 'Paid' or i.refunded_minor > k.refunded_minor)))
        order by a.id"
    );
    c.all(&sql, args![today, client]).await
}

/// Paid lines of an affiliate's referrals that have no commission yet, in the order of payment.
///
/// # Errors
/// When the database fails.
pub async fn unearned(c: &mut Conn, affiliate: AffiliateId) -> Result<Vec<EarnedRow>> {
    let sql = format!(
        "select l.id as line_id, i.id as invoice_id, s.id as service_id, s.client_id,
            s.product_id, i.currency_id, l.net_minor, i.paid_at
        {UNEARNED} and o.affiliate_id = $1 order by i.paid_at, l.id"
    );
    c.all(&sql, args![affiliate]).await
}

/// Whether an affiliate earned by a service before.
///
/// # Errors
/// When the database fails.
pub async fn has_any(c: &mut Conn, affiliate: AffiliateId, service: ServiceId) -> Result<bool> {
    let sql = "select count(*) from affiliate_commissions
        where service_id = $2 and affiliate_id = $1 and status <> 'Reversed'";
    Ok(c.scalar::<i64>(sql, args![affiliate, service]).await? > 0)
}

/// Writes a commission down; `false` when the line has one.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, new: &NewCommission<'_>) -> Result<bool> {
    let sql = "insert into affiliate_commissions (affiliate_id, invoice_item_id, invoice_id,
            service_id, amount_minor, status, clears_on, created_at)
        values ($1, $2, $3, $4, $5, 'Pending', $6, $7) on conflict (invoice_item_id) do nothing";
    let line = new.line;
    let values = args![
        new.affiliate,
        line.line_id,
        line.invoice_id,
        line.service_id,
        new.amount_minor,
        new.clears_on,
        new.at,
    ];
    Ok(c.exec(sql, values).await? == 1)
}

/// Commissions whose day has come.
///
/// # Errors
/// When the database fails.
pub async fn to_clear(
    c: &mut Conn,
    affiliate: AffiliateId,
    today: Date,
) -> Result<Vec<CommissionRow>> {
    let sql = "select id, amount_minor - taken_minor as amount_minor, 0 as cleared
        from affiliate_commissions
        where affiliate_id = $1 and status = 'Pending' and clears_on <= $2 order by id";
    c.all(sql, args![affiliate, today]).await
}

/// Commissions whose invoice is not paid any more.
///
/// # Errors
/// When the database fails.
pub async fn to_reverse(c: &mut Conn, affiliate: AffiliateId) -> Result<Vec<CommissionRow>> {
    let sql = "select k.id, k.amount_minor - k.taken_minor as amount_minor, case when k.status = 'Cleared' then 1 else 0 end
                as cleared
        from affiliate_commissions k join invoices i on i.id = k.invoice_id
        where k.affiliate_id = $1 and k.status <> 'Reversed' and i.status <> 'Paid'
        order by k.id";
    c.all(sql, args![affiliate]).await
}

/// Commissions whose invoice is paid, but of which more went back than was reckoned with.
///
/// # Errors
/// When the database fails.
pub async fn to_shorten(c: &mut Conn, affiliate: AffiliateId) -> Result<Vec<PartRow>> {
    let sql = "select k.id, k.amount_minor, k.taken_minor,
            case when k.status = 'Cleared' then 1 else 0 end as cleared,
            i.paid_minor + i.credit_minor as paid_minor, i.refunded_minor
        from affiliate_commissions k join invoices i on i.id = k.invoice_id
        where k.affiliate_id = $1 and k.status <> 'Reversed' and i.status = 'Paid'
            and i.refunded_minor > k.refunded_minor
        order by k.id";
    c.all(sql, args![affiliate]).await
}

/// Takes a part of a commission back; `false` when somebody else did.
///
/// # Errors
/// When the database fails.
pub async fn shorten(c: &mut Conn, part: &PartRow, taken_minor: i64) -> Result<bool> {
    let sql = "update affiliate_commissions set taken_minor = $2, refunded_minor = $3
        where id = $1 and taken_minor = $4 and refunded_minor < $3 and status <> 'Reversed'";
    let values = args![part.id, taken_minor, part.refunded_minor, part.taken_minor];
    Ok(c.exec(sql, values).await? == 1)
}

/// Lets a commission count; `false` when it does not wait.
///
/// # Errors
/// When the database fails.
pub async fn clear(c: &mut Conn, id: i64, at: i64) -> Result<bool> {
    let sql = "update affiliate_commissions set status = 'Cleared', cleared_at = $2
        where id = $1 and status = 'Pending'";
    Ok(c.exec(sql, args![id, at]).await? == 1)
}

/// Takes a commission back; `false` when it was.
///
/// # Errors
/// When the database fails.
pub async fn reverse(c: &mut Conn, id: i64, at: i64) -> Result<bool> {
    let sql = "update affiliate_commissions set status = 'Reversed', reversed_at = $2
        where id = $1 and status <> 'Reversed'";
    Ok(c.exec(sql, args![id, at]).await? == 1)
}
