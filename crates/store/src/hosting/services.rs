//! Services: what a client has of a product, from the order to its end.

use jiff::civil::Date;
use model::dates::Cycle;
use model::hosting::service::ServiceStatus;
use model::ids::{ClientId, OrderId, ProductId, PromotionId, ServerId, ServiceId};

use crate::{Conn, Result, Row, args};

/// One service.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ServiceRow {
    /// Its number on the wire.
    pub id: ServiceId,
    /// Whose.
    pub client_id: ClientId,
    /// The order it came with.
    pub order_id: Option<OrderId>,
    /// What was bought.
    pub product_id: ProductId,
    /// Where it lives.
    pub server_id: Option<ServerId>,
    /// The first day of period 0 (B4).
    pub anchor_on: Date,
    /// The day it was ordered.
    pub registered_on: Date,
    /// Its domain or host name; may be empty.
    pub domain: String,
    /// Gateway its invoices are paid by.
    pub gateway: String,
    /// How many units of the product it is.
    pub quantity: i64,
    /// What the first invoice asks, in minor units of the client's currency.
    pub first_payment_minor: i64,
    /// What a renewal asks before promotions, in minor units; for all units together.
    pub recurring_minor: i64,
    /// How often it is invoiced.
    pub cycle: Cycle,
    /// First day not yet paid for; `None` when it does not recur.
    pub next_due_on: Option<Date>,
    /// Its status.
    pub status: ServiceStatus,
    /// Why it is suspended.
    pub suspend_reason: String,
    /// Suspended by the automation for an unpaid invoice (B26).
    pub suspended_for_overdue: bool,
    /// Never suspend it automatically (until the day below, when there is one).
    pub override_auto_suspend: bool,
    /// Until when it is not suspended automatically.
    pub override_suspend_until: Option<Date>,
    /// Never terminate it automatically.
    pub override_auto_terminate: bool,
    /// Account name at the provider.
    pub username: String,
    /// Account password, sealed.
    pub password: String,
    /// The gateway's subscription, if one pays it.
    pub subscription_id: String,
    /// The recurring promotion (B11).
    pub promotion_id: Option<PromotionId>,
    /// Invoices already discounted by it.
    pub promotion_count: i64,
    /// Its own address.
    pub dedicated_ip: String,
    /// Further addresses, one a line.
    pub assigned_ips: String,
    /// First name server of a server product.
    pub ns1: String,
    /// Second name server of a server product.
    pub ns2: String,
    /// Notes of the staff.
    pub notes: String,
    /// Disk used, in MiB.
    pub disk_usage: i64,
    /// Disk allowed, in MiB.
    pub disk_limit: i64,
    /// Traffic used, in MiB.
    pub bandwidth_usage: i64,
    /// Traffic allowed, in MiB.
    pub bandwidth_limit: i64,
    /// When usage was read, in Unix seconds.
    pub usage_at: Option<i64>,
    /// When creation at the provider was completed, in Unix seconds.
    pub provisioned_at: Option<i64>,
    /// The day it ended.
    pub terminated_on: Option<Date>,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

impl ServiceRow {
    /// A service that nothing has happened to yet: pending, one of it, for nothing, paid never.
    #[must_use]
    pub fn new(client: ClientId, product: ProductId, on: Date) -> Self {
        Self {
            id: ServiceId(0),
            client_id: client,
            order_id: None,
            product_id: product,
            server_id: None,
            anchor_on: on,
            registered_on: on,
            domain: String::new(),
            gateway: String::new(),
            quantity: 1,
            first_payment_minor: 0,
            recurring_minor: 0,
            cycle: Cycle::OneTime,
            next_due_on: None,
            status: ServiceStatus::Pending,
            suspend_reason: String::new(),
            suspended_for_overdue: false,
            override_auto_suspend: false,
            override_suspend_until: None,
            override_auto_terminate: false,
            username: String::new(),
            password: String::new(),
            subscription_id: String::new(),
            promotion_id: None,
            promotion_count: 0,
            dedicated_ip: String::new(),
            assigned_ips: String::new(),
            ns1: String::new(),
            ns2: String::new(),
            notes: String::new(),
            disk_usage: 0,
            disk_limit: 0,
            bandwidth_usage: 0,
            bandwidth_limit: 0,
            usage_at: None,
            provisioned_at: None,
            terminated_on: None,
            created_at: 0,
            updated_at: 0,
        }
    }
}

/// Adds a service; `row.id` is ignored.
///
/// # Errors
/// When something it refers to does not exist, or the database fails.
pub async fn insert(c: &mut Conn, row: &ServiceRow) -> Result<ServiceId> {
    let sql = "insert into services (client_id, order_id, product_id, server_id, anchor_on,
            registered_on, domain, gateway, quantity, first_payment_minor, recurring_minor, cycle,
            next_due_on, status, suspend_reason, suspended_for_overdue, override_auto_suspend,
            override_suspend_until, override_auto_terminate, username, password, subscription_id,
            promotion_id, promotion_count, dedicated_ip, assigned_ips, ns1, ns2, notes, disk_usage,
            disk_limit, bandwidth_usage, bandwidth_limit, usage_at, provisioned_at, terminated_on,
            created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35,
            $36, $37, $38)
        returning id";
    let values = args![
        row.client_id,
        row.order_id,
        row.product_id,
        row.server_id,
        row.anchor_on,
        row.registered_on,
        &row.domain,
        &row.gateway,
        row.quantity,
        row.first_payment_minor,
        row.recurring_minor,
        row.cycle,
        row.next_due_on,
        row.status,
        &row.suspend_reason,
        row.suspended_for_overdue,
        row.override_auto_suspend,
        row.override_suspend_until,
        row.override_auto_terminate,
        &row.username,
        &row.password,
        &row.subscription_id,
        row.promotion_id,
        row.promotion_count,
        &row.dedicated_ip,
        &row.assigned_ips,
        &row.ns1,
        &row.ns2,
        &row.notes,
        row.disk_usage,
        row.disk_limit,
        row.bandwidth_usage,
        row.bandwidth_limit,
        row.usage_at,
        row.provisioned_at,
        row.terminated_on,
        row.created_at,
        row.updated_at,
    ];
    c.scalar(sql, values).await
}

/// One service.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ServiceId) -> Result<Option<ServiceRow>> {
    c.maybe("select * from services where id = $1", args![id]).await
}

/// One service, locked until the transaction ends, for deciding about its next state.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: ServiceId) -> Result<Option<ServiceRow>> {
    c.maybe("select * from services where id = $1 for update", args![id]).await
}

/// A client's services, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId) -> Result<Vec<ServiceRow>> {
    c.all("select * from services where client_id = $1 order by id", args![client]).await
}

/// What came with an order, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_order(c: &mut Conn, order: OrderId) -> Result<Vec<ServiceRow>> {
    c.all("select * from services where order_id = $1 order by id", args![order]).await
}

/// How many services of a product a client has that did not end.
///
/// # Errors
/// When the database fails.
pub async fn held(c: &mut Conn, client: ClientId, product: ProductId) -> Result<i64> {
    let sql = "select cast(coalesce(sum(quantity), 0) as bigint) from services
        where client_id = $1 and product_id = $2
          and status not in ('Terminated', 'Cancelled', 'Fraud')";
    c.scalar(sql, args![client, product]).await
}

/// Moves a service from one status to another; `false` when it is no longer in the first.
///
/// # Errors
/// When the database fails.
pub async fn set_status(
    c: &mut Conn,
    id: ServiceId,
    from: ServiceStatus,
    to: ServiceStatus,
    now: i64,
) -> Result<bool> {
    let sql = "update services set status = $3, updated_at = $4 where id = $1 and status = $2";
    Ok(c.exec(sql, args![id, from, to, now]).await? == 1)
}

/// Moves the due date from one day to another; `false` when it is no longer the first.
///
/// # Errors
/// When the database fails.
pub async fn move_next_due(
    c: &mut Conn,
    id: ServiceId,
    from: Option<Date>,
    to: Option<Date>,
    now: i64,
) -> Result<bool> {
    let sql = "update services set next_due_on = $3, updated_at = $4
        where id = $1 and coalesce(next_due_on, '') = coalesce(cast($2 as text), '')";
    Ok(c.exec(sql, args![id, from, to, now]).await? == 1)
}

/// Sets the due date, whatever it was.
///
/// # Errors
/// When there is no such service.
pub async fn set_next_due(c: &mut Conn, id: ServiceId, due: Option<Date>, now: i64) -> Result<()> {
    let sql = "update services set next_due_on = $2, updated_at = $3 where id = $1";
    c.exactly(1, sql, args![id, due, now]).await
}

/// Sets the account at the provider: server, name and sealed password.
///
/// # Errors
/// When there is no such service.
pub async fn set_account(
    c: &mut Conn,
    id: ServiceId,
    server: Option<ServerId>,
    username: &str,
    password: &str,
    now: i64,
) -> Result<()> {
    let sql = "update services set server_id = $2, username = $3, password = $4, updated_at = $5
        where id = $1";
    c.exactly(1, sql, args![id, server, username, password, now]).await
}

/// Writes down that creation at the provider was completed; `false` when it was before.
///
/// # Errors
/// When the database fails.
pub async fn set_provisioned(c: &mut Conn, id: ServiceId, now: i64) -> Result<bool> {
    let sql = "update services set provisioned_at = $2, updated_at = $2
        where id = $1 and provisioned_at is null";
    Ok(c.exec(sql, args![id, now]).await? == 1)
}

/// Counts one more invoice discounted by the service's promotion (B11).
///
/// # Errors
/// When there is no such service.
pub async fn count_promotion(c: &mut Conn, id: ServiceId) -> Result<()> {
    let sql = "update services set promotion_count = promotion_count + 1 where id = $1";
    c.exactly(1, sql, args![id]).await
}

/// Forgets every service of an order that is deleted, with what hangs on them.
///
/// # Errors
/// When something else still refers to one of them.
pub async fn delete_of_order(c: &mut Conn, order: OrderId) -> Result<u64> {
    for sql in [
        "delete from service_options where service_id in
            (select id from services where order_id = $1)",
        "delete from service_facts where service_id in
            (select id from services where order_id = $1)",
        "delete from service_calls where service_id in
            (select id from services where order_id = $1)",
        "delete from cancellation_requests where service_id in
            (select id from services where order_id = $1)",
        "delete from upgrades where order_id = $1 or service_id in
            (select id from services where order_id = $1)",
        "delete from module_queue where service_type = 'service' and service_id in
            (select id from services where order_id = $1)",
    ] {
        c.exec(sql, args![order]).await?;
    }
    c.exec("delete from services where order_id = $1", args![order]).await
}
