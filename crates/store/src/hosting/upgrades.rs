//! Upgrades and downgrades of services: ordered, and carried out once paid (B31).

use jiff::civil::Date;
use model::dates::Cycle;
use model::ids::{ClientId, InvoiceId, OrderId, ProductId, ServiceId, UpgradeId};

use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// An upgrade.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct UpgradeRow {
    /// Its number on the wire.
    pub id: UpgradeId,
    /// Of which service.
    pub service_id: ServiceId,
    /// Whose.
    pub client_id: ClientId,
    /// The order it came with.
    pub order_id: Option<OrderId>,
    /// The invoice that asks for it; `None` when nothing is due.
    pub invoice_id: Option<InvoiceId>,
    /// `product` or `configoptions`.
    pub kind: String,
    /// What the service was.
    pub old_product_id: ProductId,
    /// What it becomes.
    pub product_id: ProductId,
    /// How often it is invoiced afterwards.
    pub cycle: Cycle,
    /// What a renewal asks afterwards, in minor units.
    pub recurring_minor: i64,
    /// JSON: option id → [choice id, quantity].
    pub options: String,
    /// The anchor afterwards.
    pub anchor_on: Date,
    /// The due date afterwards; `None` when it does not recur.
    pub next_due_on: Option<Date>,
    /// The day from which the service is the new one.
    pub effective_on: Date,
    /// Asked for now, in minor units.
    pub due_minor: i64,
    /// What becomes credit, in minor units.
    pub credit_minor: i64,
    /// Whether a new cycle begins with it.
    pub restarts: bool,
    /// `Pending`, `Completed` or `Cancelled`.
    pub status: String,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub completed_at: Option<i64>,
}

/// Adds an upgrade; `row.id` is ignored. `None` when one of the service is pending.
///
/// # Errors
/// When something it refers to does not exist.
pub async fn insert(c: &mut Conn, row: &UpgradeRow) -> Result<Option<UpgradeId>> {
    let sql = "insert into upgrades (service_id, client_id, order_id, invoice_id, kind,
            old_product_id, product_id, cycle, recurring_minor, options, anchor_on, next_due_on,
            effective_on, due_minor, credit_minor, restarts, status, created_at, completed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19)
        on conflict (service_id) where status = 'Pending' do nothing
        returning id";
    let values = args![
        row.service_id,
        row.client_id,
        row.order_id,
        row.invoice_id,
        &row.kind,
        row.old_product_id,
        row.product_id,
        row.cycle,
        row.recurring_minor,
        &row.options,
        row.anchor_on,
        row.next_due_on,
        row.effective_on,
        row.due_minor,
        row.credit_minor,
        row.restarts,
        &row.status,
        row.created_at,
        row.completed_at,
    ];
    c.maybe_scalar(sql, values).await
}

/// One upgrade, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: UpgradeId) -> Result<Option<UpgradeRow>> {
    c.maybe("select * from upgrades where id = $1 for update", args![id]).await
}

/// The upgrade of a service that waits to be paid or for its day.
///
/// # Errors
/// When the database fails.
pub async fn pending_of(c: &mut Conn, service: ServiceId) -> Result<Option<UpgradeRow>> {
    let sql = "select * from upgrades where service_id = $1 and status = 'Pending'";
    c.maybe(sql, args![service]).await
}

/// [`pending_of`] of each of many services, in the order of their numbers.
///
/// # Errors
/// When the database fails.
pub async fn pending_of_all(c: &mut Conn, services: &[i64]) -> Result<Vec<UpgradeRow>> {
    let head = "select * from upgrades where status = 'Pending' and service_id in";
    let (sql, values) = in_list(head, services, "order by service_id");
    c.all(&sql, &values).await
}

/// Upgrades of an order.
///
/// # Errors
/// When the database fails.
pub async fn of_order(c: &mut Conn, order: OrderId) -> Result<Vec<UpgradeRow>> {
    c.all("select * from upgrades where order_id = $1 order by id", args![order]).await
}

/// Gives an upgrade its order and invoice.
///
/// # Errors
/// When there is no such upgrade.
pub async fn set_papers(
    c: &mut Conn,
    id: UpgradeId,
    order: Option<OrderId>,
    invoice: Option<InvoiceId>,
) -> Result<()> {
    let sql = "update upgrades set order_id = $2, invoice_id = $3 where id = $1";
    c.exactly(1, sql, args![id, order, invoice]).await
}

/// Ends a pending upgrade as `Completed` or `Cancelled`; `false` when it is not pending any more.
///
/// # Errors
/// When the database fails.
pub async fn end(c: &mut Conn, id: UpgradeId, status: &str, now: i64) -> Result<bool> {
    let sql = "update upgrades set status = $2, completed_at = $3
        where id = $1 and status = 'Pending'";
    Ok(c.exec(sql, args![id, status, now]).await? == 1)
}

/// The oldest invoice of a service that waits to be paid (B31).
///
/// # Errors
/// When the database fails.
pub async fn unpaid_invoice(c: &mut Conn, service: ServiceId) -> Result<Option<InvoiceId>> {
    let sql = "select v.id from invoice_items i join invoices v on v.id = i.invoice_id
        where i.type = 'Hosting' and i.rel_id = $1
          and v.status in ('Unpaid', 'Payment Pending', 'Collections')
        order by v.id limit 1";
    c.maybe_scalar(sql, args![service]).await
}

/// What promotions took off the line of a paid period of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct DiscountRow {
    /// First day of the period.
    pub period_from: Date,
    /// The day after its last one.
    pub period_to: Date,
    /// The price, in minor units.
    pub amount_minor: i64,
    /// A setup fee beside it.
    pub setup_minor: i64,
    /// What was taken off both, above zero.
    pub off_minor: i64,
    /// Lines of the service on that invoice, which share what was taken off.
    pub lines: i64,
}

/// A paid line for days of a service that are not over. All sums in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct PaidLineRow {
    /// On which invoice.
    pub invoice_id: InvoiceId,
    /// The price, with or without tax as prices were then.
    pub amount_minor: i64,
    /// It without tax.
    pub net_minor: i64,
    /// Its tax of level 1.
    pub tax_minor: i64,
    /// Its tax of level 2.
    pub tax2_minor: i64,
    /// What was not given back yet of the invoice.
    pub left_minor: i64,
}

/// The lines that were paid for the days of a service from `today` on: its periods and its
/// upgrades, the newest invoice first; also where the money went back since.
///
/// # Errors
/// When the database fails.
pub async fn paid_lines(c: &mut Conn, service: ServiceId, today: Date) -> Result<Vec<PaidLineRow>> {
    let sql = "select l.invoice_id, l.amount_minor, l.net_minor, l.tax_minor, l.tax2_minor,
            v.paid_minor + v.credit_minor - v.refunded_minor as left_minor
        from (select p.invoice_id, i.id, i.amount_minor, i.net_minor, i.tax_minor, i.tax2_minor
                from billed_periods p
                join invoice_items i on i.invoice_id = p.invoice_id and i.type = 'Hosting'
                    and i.rel_id = p.item_id and i.period_from = p.period_from
                where p.item = 'service' and p.item_id = $1 and p.period_to > $2
            union
            select u.invoice_id, i.id, i.amount_minor, i.net_minor, i.tax_minor, i.tax2_minor
                from upgrades u
                join invoice_items i on i.invoice_id = u.invoice_id and i.type = 'Upgrade'
                    and i.rel_id = u.id
                where u.service_id = $1 and u.status = 'Completed' and u.next_due_on > $2) l
        join services s on s.id = $1
        join clients c on c.id = s.client_id
        join invoices v on v.id = l.invoice_id and v.status in ('Paid', 'Refunded')
            and v.client_id = c.id and v.currency_id = c.currency_id
        where l.amount_minor > 0 and l.net_minor > 0
        order by l.invoice_id desc, l.id";
    c.all(sql, args![service, today]).await
}

/// What promotions took off the paid periods of a service that have not ended on a day.
///
/// # Errors
/// When the database fails.
pub async fn discounts(c: &mut Conn, service: ServiceId, today: Date) -> Result<Vec<DiscountRow>> {
    let sql = "select p.period_from, p.period_to, h.amount_minor,
            cast(sum(case when i.type = 'Setup' then i.amount_minor else 0 end) as bigint)
                as setup_minor,
            cast(-sum(case when i.type = 'PromoHosting' then i.amount_minor else 0 end) as bigint)
                as off_minor,
            sum(case when i.type = 'Hosting' then 1 else 0 end) as lines
        from billed_periods p
        join invoices v on v.id = p.invoice_id and v.status = 'Paid'
        join invoice_items h on h.invoice_id = p.invoice_id and h.type = 'Hosting'
            and h.rel_id = p.item_id and h.period_from = p.period_from
        join invoice_items i on i.invoice_id = p.invoice_id and i.rel_id = p.item_id
        where p.item = 'service' and p.item_id = $1 and p.period_to > $2
        group by p.period_from, p.period_to, h.id, h.amount_minor
        having sum(case when i.type = 'PromoHosting' then i.amount_minor else 0 end) < 0
        order by p.period_from";
    c.all(sql, args![service, today]).await
}

/// The latest upgrade of a service that was carried out.
///
/// # Errors
/// When the database fails.
pub async fn latest(c: &mut Conn, service: ServiceId) -> Result<Option<UpgradeRow>> {
    let sql = "select * from upgrades where service_id = $1 and status = 'Completed'
        order by id desc limit 1";
    c.maybe(sql, args![service]).await
}

/// What a code took off the invoice of an upgrade, in minor units.
///
/// # Errors
/// When the database fails.
pub async fn off_minor(c: &mut Conn, invoice: InvoiceId) -> Result<i64> {
    let sql = "select cast(coalesce(-sum(amount_minor), 0) as bigint) from invoice_items
        where invoice_id = $1 and type = 'PromoHosting' and rel_id = 0";
    c.scalar(sql, args![invoice]).await
}

/// One upgrade.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: UpgradeId) -> Result<Option<UpgradeRow>> {
    c.maybe("select * from upgrades where id = $1", args![id]).await
}
