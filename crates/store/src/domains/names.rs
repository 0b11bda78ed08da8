//! Domain names that clients have with us.

use jiff::civil::Date;
use model::domains::status::{DomainOrderType, DomainStatus};
use model::ids::{ClientId, DomainId, OrderId, PromotionId};

use crate::{Conn, Result, Row, args};

/// One domain.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DomainRow {
    /// Its number on the wire.
    pub id: DomainId,
    /// Whose.
    pub client_id: ClientId,
    /// The order it came with.
    pub order_id: Option<OrderId>,
    /// Registered or transferred.
    pub r#type: DomainOrderType,
    /// The name, in lower case.
    pub name: String,
    /// The registrar's module, or empty.
    pub registrar: String,
    /// Years of a period.
    pub years: i64,
    /// The first day of period 0 (B4).
    pub anchor_on: Date,
    /// The day it was ordered, or registered.
    pub registered_on: Date,
    /// The day it expires, once the registrar said so.
    pub expires_on: Option<Date>,
    /// First day not yet paid for.
    pub next_due_on: Option<Date>,
    /// What the first invoice asks, in minor units of the client's currency.
    pub first_payment_minor: i64,
    /// What a renewal asks before promotions, in minor units.
    pub recurring_minor: i64,
    /// Gateway its invoices are paid by.
    pub gateway: String,
    /// Its status.
    pub status: DomainStatus,
    /// Its DNS records are managed here.
    pub dns_management: bool,
    /// Its mail is forwarded.
    pub email_forwarding: bool,
    /// Its owner is hidden.
    pub id_protection: bool,
    /// It is left to expire.
    pub do_not_renew: bool,
    /// It is locked against transfers.
    pub locked: bool,
    /// Name servers, as CSV.
    pub nameservers: String,
    /// The code for a transfer, sealed.
    pub epp_code: String,
    /// The gateway's subscription, if one pays it.
    pub subscription_id: String,
    /// The recurring promotion (B11).
    pub promotion_id: Option<PromotionId>,
    /// Invoices already discounted by it.
    pub promotion_count: i64,
    /// Notes of the staff.
    pub notes: String,
    /// When the registrar was last asked, in Unix seconds.
    pub synced_at: Option<i64>,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

/// Adds a domain; `row.id` is ignored.
///
/// # Errors
/// When something it refers to does not exist.
pub async fn insert(c: &mut Conn, row: &DomainRow) -> Result<DomainId> {
    let sql = "insert into domains (client_id, order_id, type, name, registrar, years, anchor_on,
            registered_on, expires_on, next_due_on, first_payment_minor, recurring_minor, gateway,
            status, dns_management, email_forwarding, id_protection, do_not_renew, locked,
            nameservers, epp_code, subscription_id, promotion_id, promotion_count, notes,
            synced_at, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)
        returning id";
    let values = args![
        row.client_id,
        row.order_id,
        row.r#type,
        &row.name,
        &row.registrar,
        row.years,
        row.anchor_on,
        row.registered_on,
        row.expires_on,
        row.next_due_on,
        row.first_payment_minor,
        row.recurring_minor,
        &row.gateway,
        row.status,
        row.dns_management,
        row.email_forwarding,
        row.id_protection,
        row.do_not_renew,
        row.locked,
        &row.nameservers,
        &row.epp_code,
        &row.subscription_id,
        row.promotion_id,
        row.promotion_count,
        &row.notes,
        row.synced_at,
        row.created_at,
        row.updated_at,
    ];
    c.scalar(sql, values).await
}

/// One domain.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: DomainId) -> Result<Option<DomainRow>> {
    c.maybe("select * from domains where id = $1", args![id]).await
}

/// One domain, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: DomainId) -> Result<Option<DomainRow>> {
    c.maybe("select * from domains where id = $1 for update", args![id]).await
}

/// The domains of a name, newest first: a name may have been with us before.
///
/// # Errors
/// When the database fails.
pub async fn by_name(c: &mut Conn, name: &str) -> Result<Vec<DomainRow>> {
    c.all("select * from domains where name = $1 order by id desc", args![name]).await
}

/// The domain that holds a name, other than one; those that are only ordered hold none.
///
/// # Errors
/// When the database fails.
pub async fn holder(c: &mut Conn, name: &str, other_than: DomainId) -> Result<Option<DomainId>> {
    let sql = "select id from domains where name = $1 and id <> $2
            and status not in ('Pending', 'Expired', 'Transferred Away', 'Cancelled', 'Fraud')
        order by id limit 1";
    c.maybe_scalar(sql, args![name, other_than]).await
}

/// The oldest domain that waits for a name in an order.
///
/// # Errors
/// When the database fails.
pub async fn ordered(c: &mut Conn, name: &str) -> Result<Option<DomainId>> {
    let sql = "select id from domains where name = $1 and status = 'Pending' order by id limit 1";
    c.maybe_scalar(sql, args![name]).await
}

/// A client's domains, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId) -> Result<Vec<DomainRow>> {
    c.all("select * from domains where client_id = $1 order by id", args![client]).await
}

/// What came with an order, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_order(c: &mut Conn, order: OrderId) -> Result<Vec<DomainRow>> {
    c.all("select * from domains where order_id = $1 order by id", args![order]).await
}

/// Moves a domain from one status to another; `false` when it is no longer in the first.
///
/// # Errors
/// When the database fails.
pub async fn set_status(
    c: &mut Conn,
    id: DomainId,
    from: DomainStatus,
    to: DomainStatus,
    now: i64,
) -> Result<bool> {
    let sql = "update domains set status = $3, updated_at = $4 where id = $1 and status = $2";
    Ok(c.exec(sql, args![id, from, to, now]).await? == 1)
}

/// Lets the names of a client that are not over end with what is paid for; those that this changed.
///
/// # Errors
/// When the database fails.
pub async fn renew_no_more(c: &mut Conn, client: ClientId, now: i64) -> Result<Vec<DomainId>> {
    let sql = "update domains set do_not_renew = 1, updated_at = $2
        where client_id = $1 and do_not_renew = 0
            and status not in ('Expired', 'Transferred Away', 'Cancelled', 'Fraud')
        returning id";
    c.column(sql, args![client, now]).await
}

/// Lets a domain end with what is paid for, or has it renewed again.
///
/// # Errors
/// When there is no such domain.
pub async fn set_do_not_renew(c: &mut Conn, id: DomainId, ends: bool, now: i64) -> Result<()> {
    let sql = "update domains set do_not_renew = $2, updated_at = $3 where id = $1";
    c.exactly(1, sql, args![id, ends, now]).await
}

/// Sets the due date, whatever it was.
///
/// # Errors
/// When there is no such domain.
pub async fn set_next_due(c: &mut Conn, id: DomainId, due: Option<Date>, now: i64) -> Result<()> {
    let sql = "update domains set next_due_on = $2, updated_at = $3 where id = $1";
    c.exactly(1, sql, args![id, due, now]).await
}

/// Sets the registrar's module.
///
/// # Errors
/// When there is no such domain.
pub async fn set_registrar(c: &mut Conn, id: DomainId, registrar: &str, now: i64) -> Result<()> {
    let sql = "update domains set registrar = $2, updated_at = $3 where id = $1";
    c.exactly(1, sql, args![id, registrar, now]).await
}

/// Keeps the sealed code for a transfer.
///
/// # Errors
/// When there is no such domain.
pub async fn set_epp_code(c: &mut Conn, id: DomainId, sealed: &str, now: i64) -> Result<()> {
    let sql = "update domains set epp_code = $2, updated_at = $3 where id = $1";
    c.exactly(1, sql, args![id, sealed, now]).await
}

/// Forgets the domains of an order that is deleted, with what hangs on them.
///
/// # Errors
/// When something else still refers to one of them.
pub async fn delete_of_order(c: &mut Conn, order: OrderId) -> Result<u64> {
    for sql in [
        "delete from domain_calls where domain_id in
            (select id from domains where order_id = $1)",
        "delete from domain_fields where domain_id in
            (select id from domains where order_id = $1)",
        "delete from module_queue where service_type = 'domain' and service_id in
            (select id from domains where order_id = $1)",
    ] {
        c.exec(sql, args![order]).await?;
    }
    c.exec("delete from domains where order_id = $1", args![order]).await
}
