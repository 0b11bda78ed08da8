//! Income, debts and what discounts were used.

use jiff::civil::Date;

use super::{Line, ROWS_MAX, lines};
use crate::{Conn, Result, args};

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

/// Net income of invoices paid between two instants, by product and currency: lines and amount.
/// Lines of no product stand together by what they are; deposits are no income. The product is the
/// one that the service was when the line was written: the old one of the first later upgrade.
///
/// # Errors
/// When the database fails.
pub async fn income_by_product(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select name, code, count(*), cast(sum(net_minor) as bigint)
        from (select coalesce(p.id, 0) as product_id, y.code, t.net_minor,
                case when p.id is not null then p.name when t.type = 'Addon' then 'Addons'
                    when t.type in ('Domain', 'DomainRegister', 'DomainTransfer', 'PromoDomain',
                        'DomainGraceFee', 'DomainRedemptionFee', 'DomainAddonDNS',
                        'DomainAddonEMF', 'DomainAddonIDP') then 'Domain names'
                    when t.type = 'LateFee' then 'Late fees' else 'Other lines' end as name,
                case when p.id is null then 1 else 0 end as other
            from invoices i join invoice_items t on t.invoice_id = i.id
                join currencies y on y.id = i.currency_id
                left join upgrades u on t.type = 'Upgrade' and u.id = t.rel_id
                left join services s
                    on t.type in ('Hosting', 'Setup', 'PromoHosting') and s.id = t.rel_id
                left join products p on p.id = coalesce(u.product_id,
                    (select g.old_product_id from upgrades g
                        where g.service_id = s.id and g.status = 'Completed'
                            and g.completed_at > i.created_at
                            and (t.period_from is null or t.period_from < g.effective_on)
                        order by g.completed_at, g.id limit 1), s.product_id)
            where i.paid_at >= $1 and i.paid_at < $2 and i.status in ('Paid', 'Refunded')
                and t.type not in ('AddFunds', 'Invoice')) as each_line
        group by other, product_id, name, code order by other, name, product_id, code limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}

/// What is owed, by currency: not due yet, and overdue by up to 30, 60, 90 and more days. `edges`
/// are today and the days 30, 60 and 90 before it. Lines that pay other invoices are owed on those.
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
        from (select code, due_on, case when collected = 0 then owed
                    when owed > collected then owed - collected else 0 end as owed
            from (select y.code, i.due_on, i.total_minor,
                    i.total_minor - i.credit_minor - i.paid_minor as owed,
                    (select coalesce(sum(t.amount_minor), 0) from invoice_items t
                        where t.invoice_id = i.id and t.type = 'Invoice') as collected
                from invoices i join currencies y on y.id = i.currency_id
                where i.status in ('Unpaid', 'Payment Pending', 'Collections')) as each_invoice
            where collected = 0 or collected < total_minor) as open_invoices
        group by code order by code";
    lines(c, sql, args![today, days30, days60, days90]).await
}

/// Unpaid invoices of clients whose first way to pay is a bank account that is only written down,
/// in the order they fall due: the invoice's gateway, that of the stored way that would be charged
/// (empty for none), day, invoice, client, name, account, bank, last digits, currency and what is
/// left to pay. Lines that pay other invoices are owed on those.
///
/// # Errors
/// When the database fails.
pub async fn direct_debits(c: &mut Conn) -> Result<Vec<Line>> {
    let sql = "select gateway, kept, due_on, id, client_id, client, account, bank, digits, code,
            cast(owed - collected as bigint)
        from (select i.gateway, coalesce((select k.gateway from pay_methods k
                    where k.client_id = i.client_id and k.deleted_at is null and k.token <> ''
                    order by case when k.id = i.pay_method_id then 0 else 1 end, k.position, k.id
                    limit 1), '') as kept,
                i.due_on, i.id, i.client_id, trim(l.first_name || ' ' || l.last_name)
                    || case when l.company = '' then '' else ', ' || l.company end as client,
                m.description as account, m.bank_name as bank, m.last_four as digits, y.code,
                i.total_minor - i.credit_minor - i.paid_minor as owed,
                (select coalesce(sum(t.amount_minor), 0) from invoice_items t
                    where t.invoice_id = i.id and t.type = 'Invoice') as collected
            from invoices i join clients l on l.id = i.client_id
                join currencies y on y.id = i.currency_id
                join pay_methods m on m.id = (select w.id from pay_methods w
                    where w.client_id = i.client_id and w.deleted_at is null
                    order by case when w.id = i.pay_method_id then 0 else 1 end, w.position, w.id
                    limit 1)
            where i.status = 'Unpaid' and m.type = 'BankAccount' and m.token = '') as each_invoice
        where owed > collected order by due_on, id limit $1";
    lines(c, sql, args![ROWS_MAX]).await
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
