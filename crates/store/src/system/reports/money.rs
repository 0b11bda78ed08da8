//! Income, debts, taxes and what discounts were used.

use jiff::civil::Date;
use model::ids::CurrencyId;

use super::{Line, ROWS_MAX, lines};
use crate::{Conn, Result, Row, args};

/// What paid invoices of one currency and one exchange rate came to, by country and tax.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TaxByRate {
    /// Of the client, two letters.
    pub country: String,
    /// Name of the tax.
    pub tax_name: String,
    /// Ten-thousandths of a per cent.
    pub tax_rate: i64,
    /// Name of the second tax.
    pub tax_name2: String,
    /// Ten-thousandths of a per cent.
    pub tax_rate2: i64,
    /// Their currency.
    pub currency_id: CurrencyId,
    /// Units of it for one of the default currency, times 100000000; 0 where nobody wrote it down.
    pub exchange_rate: i64,
    /// How many they are.
    pub invoices: i64,
    /// Minor units.
    pub net_minor: i64,
    /// Minor units.
    pub tax_minor: i64,
    /// Minor units.
    pub tax2_minor: i64,
}

/// Received, fees, given back and what is left between two instants (Unix seconds), by currency.
///
/// # Errors
/// When the database fails.
pub async fn income_in(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select y.code, cast(sum(t.amount_in_minor) as bigint),
            cast(sum(t.fees_minor) as bigint), cast(sum(t.amount_out_minor) as bigint),
            cast(sum(t.amount_in_minor - t.fees_minor - t.amount_out_minor) as bigint)
        from transactions t join currencies y on y.id = t.currency_id
        where t.at >= $1 and t.at < $2 group by y.code order by y.code";
    lines(c, sql, args![from, until]).await
}

/// Net income of paid invoices between two instants, by product and currency: pieces and amount.
///
/// # Errors
/// When the database fails.
pub async fn income_by_product(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select p.name, y.code, count(*), cast(sum(t.net_minor) as bigint)
        from invoices i join invoice_items t on t.invoice_id = i.id
            join services s on s.id = case when t.type = 'Upgrade'
                then (select u.service_id from upgrades u where u.id = t.rel_id)
                else t.rel_id end
            join products p on p.id = s.product_id
            join currencies y on y.id = i.currency_id
        where i.paid_at >= $1 and i.paid_at < $2
            and t.type in ('Hosting', 'Setup', 'PromoHosting', 'Upgrade')
        group by p.id, p.name, y.code order by p.name, p.id, y.code limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}

/// What is owed, by currency: not due yet, and overdue by up to 30, 60, 90 and more days. `edges`
/// are today and the days 30, 60 and 90 before it.
///
/// # Errors
/// When the database fails.
pub async fn aging(c: &mut Conn, edges: [Date; 4]) -> Result<Vec<Line>> {
    let [today, days30, days60, days90] = edges;
    let sql = "select code, count(*),
            cast(sum(case when due_on >= $1 then owed else 0 end) as bigint),
            cast(sum(case when due_on < $1 and due_on >= $2 then owed else 0 end) as bigint),
            cast(sum(case when due_on < $2 and due_on >= $3 then owed else 0 end) as bigint),
            cast(sum(case when due_on < $3 and due_on >= $4 then owed else 0 end) as bigint),
            cast(sum(case when due_on < $4 then owed else 0 end) as bigint),
            cast(sum(owed) as bigint)
        from (select y.code, i.due_on, i.total_minor - i.credit_minor - i.paid_minor as owed
            from invoices i join currencies y on y.id = i.currency_id
            where i.status in ('Unpaid', 'Payment Pending', 'Collections')) as open_invoices
        group by code order by code";
    lines(c, sql, args![today, days30, days60, days90]).await
}

/// Tax on invoices paid between two instants: country, names and rates of both levels, currency,
/// invoices, net and both taxes.
///
/// # Errors
/// When the database fails.
pub async fn tax_liability(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql =
        "select l.country, i.tax_name, i.tax_rate, i.tax_name2, i.tax_rate2, y.code, count(*),
            cast(sum(i.subtotal_minor) as bigint), cast(sum(i.tax_minor) as bigint),
            cast(sum(i.tax2_minor) as bigint)
        from invoices i join clients l on l.id = i.client_id
            join currencies y on y.id = i.currency_id
        where i.paid_at >= $1 and i.paid_at < $2
        group by l.country, i.tax_name, i.tax_rate, i.tax_name2, i.tax_rate2, y.code
        order by l.country, i.tax_name, i.tax_rate, i.tax_rate2, y.code limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}

/// The same, apart by the exchange rates at which the invoices were made (B3).
///
/// # Errors
/// When the database fails.
pub async fn tax_by_rate(c: &mut Conn, from: i64, until: i64) -> Result<Vec<TaxByRate>> {
    let sql = "select l.country, i.tax_name, i.tax_rate, i.tax_name2, i.tax_rate2, i.currency_id,
            i.exchange_rate, count(*) as invoices,
            cast(sum(i.subtotal_minor) as bigint) as net_minor,
            cast(sum(i.tax_minor) as bigint) as tax_minor,
            cast(sum(i.tax2_minor) as bigint) as tax2_minor
        from invoices i join clients l on l.id = i.client_id
        where i.paid_at >= $1 and i.paid_at < $2
        group by l.country, i.tax_name, i.tax_rate, i.tax_name2, i.tax_rate2, i.currency_id,
            i.exchange_rate
        order by l.country, i.tax_name, i.tax_rate, i.tax_rate2, i.currency_id, i.exchange_rate";
    c.all(sql, args![from, until]).await
}

/// Every movement of money between two instants, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn transactions(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select t.at, t.id, t.client_id, coalesce(t.invoice_id, 0), t.gateway, t.reference,
            t.description, y.code, t.amount_in_minor, t.fees_minor, t.amount_out_minor
        from transactions t join currencies y on y.id = t.currency_id
        where t.at >= $1 and t.at < $2 order by t.at, t.id limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}

/// Promotions in orders between two instants: code, currency, orders and what they came to.
///
/// # Errors
/// When the database fails.
pub async fn promotions_used(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select p.code, y.code, count(*), cast(sum(o.amount_minor) as bigint)
        from orders o join promotions p on p.id = o.promotion_id
            join currencies y on y.id = o.currency_id
        where o.at >= $1 and o.at < $2
        group by p.id, p.code, y.code order by p.code, y.code limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}
