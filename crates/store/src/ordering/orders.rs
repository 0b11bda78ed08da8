//! Orders: what was bought together, by whom and when.

use model::billing::invoice::InvoiceStatus;
use model::ids::{ClientId, CurrencyId, InvoiceId, OrderId, PromotionId};
use model::ordering::order::OrderStatus;

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One order.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct OrderRow {
    /// Its number inside.
    pub id: OrderId,
    /// Its number outside: ten random digits.
    pub number: i64,
    /// Who ordered.
    pub client_id: ClientId,
    /// The contact it was ordered for, or 0.
    pub contact_id: i64,
    /// The user who ordered, or 0.
    pub requestor_user_id: i64,
    /// The member of staff who ordered for the client, or 0.
    pub requestor_staff_id: i64,
    /// Unix seconds.
    pub at: i64,
    /// What it is.
    pub status: OrderStatus,
    /// The status that people see: the same, or one of the house's own.
    pub title: String,
    /// The currency of the amount.
    pub currency_id: CurrencyId,
    /// What it costs at first with tax, in minor units.
    pub amount_minor: i64,
    /// The gateway chosen.
    pub gateway: String,
    /// Its invoice.
    pub invoice_id: Option<InvoiceId>,
    /// The promotion used.
    pub promotion_id: Option<PromotionId>,
    /// The code that was typed.
    pub promo_code: String,
    /// The type of the promotion at the time.
    pub promo_type: String,
    /// The value of the promotion at the time, as people read it.
    pub promo_value: String,
    /// Name servers for its domains, as CSV.
    pub nameservers: String,
    /// Secrets for the transfer of its domains, as JSON by name.
    pub transfer_secret: String,
    /// What it renews, as JSON: domains, services and addons by id.
    pub renewals: String,
    /// What else belongs to it, as JSON.
    pub order_data: String,
    /// Where it came from.
    pub ip: String,
    /// The module that judged it.
    pub fraud_module: String,
    /// What that module said, as JSON.
    pub fraud_output: String,
    /// Notes.
    pub notes: String,
    /// The affiliate who sent the client, or 0.
    pub affiliate_id: i64,
}

/// What an order is, whatever status of the house's own it stands under.
const STATE: &str = "case when state <> '' then state else status end";

/// The columns of [`OrderRow`].
pub(super) const SOME: &str = "select id, number, client_id, contact_id, requestor_user_id,
    requestor_staff_id, at, case when state <> '' then state else status end as status,
    status as title, currency_id, amount_minor, gateway, invoice_id, promotion_id, promo_code,
    promo_type, promo_value, nameservers, transfer_secret, renewals, order_data, ip, fraud_module,
    fraud_output, notes, affiliate_id
    from orders";

/// Adds an order, unless its number is taken: then `None`. `row.id` and `row.title` are ignored.
///
/// # Errors
/// When something it refers to does not exist.
pub async fn insert(c: &mut Conn, row: &OrderRow) -> Result<Option<OrderId>> {
    let sql = "insert into orders (number, client_id, contact_id, requestor_user_id,
            requestor_staff_id, at, status, currency_id, amount_minor, gateway, invoice_id,
            promotion_id, promo_code, promo_type, promo_value, nameservers, transfer_secret,
            renewals, order_data, ip, fraud_module, fraud_output, notes, affiliate_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23, $24)
        on conflict (number) do nothing returning id";
    let values = args![
        row.number,
        row.client_id,
        row.contact_id,
        row.requestor_user_id,
        row.requestor_staff_id,
        row.at,
        row.status,
        row.currency_id,
        row.amount_minor,
        &row.gateway,
        row.invoice_id,
        row.promotion_id,
        &row.promo_code,
        &row.promo_type,
        &row.promo_value,
        &row.nameservers,
        &row.transfer_secret,
        &row.renewals,
        &row.order_data,
        &row.ip,
        &row.fraud_module,
        &row.fraud_output,
        &row.notes,
        row.affiliate_id,
    ];
    c.maybe_scalar(sql, values).await
}

/// One order.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: OrderId) -> Result<Option<OrderRow>> {
    c.maybe(&format!("{SOME} where id = $1"), args![id]).await
}

/// One order, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: OrderId) -> Result<Option<OrderRow>> {
    c.maybe(&format!("{SOME} where id = $1 for update"), args![id]).await
}

/// The orders of a client that wait to be accepted, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn pending_of(c: &mut Conn, client: ClientId) -> Result<Vec<OrderId>> {
    let sql = "select id from orders where client_id = $1 and status = 'Pending' order by id";
    c.column(sql, args![client]).await
}

/// The order of a client that is not cancelled or fraud, counted.
///
/// # Errors
/// When the database fails.
pub async fn count_of(c: &mut Conn, client: ClientId) -> Result<i64> {
    let sql = format!(
        "select count(*) from orders where client_id = $1 and {STATE} not in ('Cancelled', 'Fraud')"
    );
    c.scalar(&sql, args![client]).await
}

/// How many orders came from an address since an instant, one of them left out.
///
/// # Errors
/// When the database fails.
pub async fn count_from(c: &mut Conn, ip: &str, since: i64, except: OrderId) -> Result<i64> {
    // The newest thousand are enough to tell a flood, and are found by the key alone.
    let sql = "select count(*) from (select id, ip, at from orders order by id desc limit 1000) o
        where o.ip = $1 and o.at >= $2 and o.id <> $3";
    c.scalar(sql, args![ip, since, except]).await
}

/// How many invoices of a client are in a status.
///
/// # Errors
/// When the database fails.
pub async fn paid_invoices(c: &mut Conn, client: ClientId, status: InvoiceStatus) -> Result<i64> {
    let sql = "select count(*) from invoices where client_id = $1 and status = $2";
    c.scalar(sql, args![client, status]).await
}

/// Moves an order from one status to another, where it then stands; `false` when it is no longer
/// in the first.
///
/// # Errors
/// When the database fails.
pub async fn set_status(
    c: &mut Conn,
    id: OrderId,
    from: OrderStatus,
    to: OrderStatus,
) -> Result<bool> {
    let sql = format!("update orders set status = $3, state = '' where id = $1 and {STATE} = $2");
    Ok(c.exec(&sql, args![id, from, to]).await? == 1)
}

/// Puts an order that is in a status under one of the house's own; `false` when it is no longer in
/// that.
///
/// # Errors
/// When the database fails.
pub async fn set_title(c: &mut Conn, id: OrderId, is: OrderStatus, title: &str) -> Result<bool> {
    let sql = format!("update orders set status = $3, state = $2 where id = $1 and {STATE} = $2");
    Ok(c.exec(&sql, args![id, is, title]).await? == 1)
}

/// Writes down the invoice and the amount.
///
/// # Errors
/// When there is no such order.
pub async fn set_invoice(
    c: &mut Conn,
    id: OrderId,
    invoice: Option<InvoiceId>,
    amount_minor: i64,
) -> Result<()> {
    let sql = "update orders set invoice_id = $2, amount_minor = $3 where id = $1";
    c.exactly(1, sql, args![id, invoice, amount_minor]).await
}

/// Writes down what a fraud check said.
///
/// # Errors
/// When there is no such order.
pub async fn set_fraud(c: &mut Conn, id: OrderId, module: &str, output: &str) -> Result<()> {
    let sql = "update orders set fraud_module = $2, fraud_output = $3 where id = $1";
    c.exactly(1, sql, args![id, module, output]).await
}

/// Forgets an order that nothing refers to any more.
///
/// # Errors
/// When something still refers to it, or there is no such order.
pub async fn delete(c: &mut Conn, id: OrderId) -> Result<()> {
    c.exactly(1, "delete from orders where id = $1", args![id]).await
}

/// Pending orders that have an invoice, with it, of one client or all.
///
/// # Errors
/// When the database fails.
pub async fn pending_with_invoice(
    c: &mut Conn,
    client: Option<ClientId>,
) -> Result<Vec<(OrderId, InvoiceId)>> {
    let filter = Filter::new()
        .fixed("(status = 'Pending' or (state <> '' and state = 'Pending'))")
        .fixed("invoice_id is not null")
        .and_some("client_id = ?", client);
    let sql = format!("{} order by id", filter.sql("select id, invoice_id from orders"));
    c.all(&sql, filter.args()).await
}
