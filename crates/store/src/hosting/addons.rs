//! Addons of services: billed beside their service, with a period of their own.

use jiff::civil::Date;
use model::dates::Cycle;
use model::hosting::service::ServiceStatus;
use model::ids::{AddonId, ClientId, OrderId, ProductAddonId, ServiceId};

use crate::{Conn, Result, Row, args};

/// One addon of a service.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct AddonRow {
    /// Its number on the wire.
    pub id: AddonId,
    /// Whose.
    pub client_id: ClientId,
    /// On which service.
    pub service_id: ServiceId,
    /// What was bought; `None` for one made by hand.
    pub addon_id: Option<ProductAddonId>,
    /// The order it came with.
    pub order_id: Option<OrderId>,
    /// Its name; empty means the name of what was bought.
    pub name: String,
    /// The first day of period 0 (B4).
    pub anchor_on: Date,
    /// The day it was ordered.
    pub registered_on: Date,
    /// Gateway its invoices are paid by.
    pub gateway: String,
    /// How many units it is.
    pub quantity: i64,
    /// Set-up fee in minor units of the client's currency, for all units together.
    pub setup_minor: i64,
    /// What a renewal asks, in minor units, for all units together.
    pub recurring_minor: i64,
    /// How often it is invoiced.
    pub cycle: Cycle,
    /// Whether it is taxed.
    pub taxed: bool,
    /// First day not yet paid for; `None` when it does not recur.
    pub next_due_on: Option<Date>,
    /// Its status.
    pub status: ServiceStatus,
    /// Notes of the staff.
    pub notes: String,
    /// The day it ended.
    pub terminated_on: Option<Date>,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

/// Adds an addon; `row.id` is ignored.
///
/// # Errors
/// When something it refers to does not exist, or the database fails.
pub async fn insert(c: &mut Conn, row: &AddonRow) -> Result<AddonId> {
    let sql = "insert into service_addons (client_id, service_id, addon_id, order_id, name,
            anchor_on, registered_on, gateway, quantity, setup_minor, recurring_minor, cycle,
            taxed, next_due_on, status, notes, terminated_on, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19)
        returning id";
    let values = args![
        row.client_id,
        row.service_id,
        row.addon_id,
        row.order_id,
        &row.name,
        row.anchor_on,
        row.registered_on,
        &row.gateway,
        row.quantity,
        row.setup_minor,
        row.recurring_minor,
        row.cycle,
        row.taxed,
        row.next_due_on,
        row.status,
        &row.notes,
        row.terminated_on,
        row.created_at,
        row.updated_at,
    ];
    c.scalar(sql, values).await
}

/// One addon.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: AddonId) -> Result<Option<AddonRow>> {
    c.maybe("select * from service_addons where id = $1", args![id]).await
}

/// One addon, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: AddonId) -> Result<Option<AddonRow>> {
    c.maybe("select * from service_addons where id = $1 for update", args![id]).await
}

/// A client's addons, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId) -> Result<Vec<AddonRow>> {
    c.all("select * from service_addons where client_id = $1 order by id", args![client]).await
}

/// A service's addons, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_service(c: &mut Conn, service: ServiceId) -> Result<Vec<AddonRow>> {
    c.all("select * from service_addons where service_id = $1 order by id", args![service]).await
}

/// What came with an order, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_order(c: &mut Conn, order: OrderId) -> Result<Vec<AddonRow>> {
    c.all("select * from service_addons where order_id = $1 order by id", args![order]).await
}

/// Moves an addon from one status to another; `false` when it is no longer in the first.
///
/// # Errors
/// When the database fails.
pub async fn set_status(
    c: &mut Conn,
    id: AddonId,
    from: ServiceStatus,
    to: ServiceStatus,
    now: i64,
) -> Result<bool> {
    let sql =
        "update service_addons set status = $3, updated_at = $4 where id = $1 and status = $2";
    Ok(c.exec(sql, args![id, from, to, now]).await? == 1)
}

/// Moves the due date from one day to another; `false` when it is no longer the first.
///
/// # Errors
/// When the database fails.
pub async fn move_next_due(
    c: &mut Conn,
    id: AddonId,
    from: Option<Date>,
    to: Option<Date>,
    now: i64,
) -> Result<bool> {
    let sql = "update service_addons set next_due_on = $3, updated_at = $4
        where id = $1 and coalesce(next_due_on, '') = coalesce(cast($2 as text), '')";
    Ok(c.exec(sql, args![id, from, to, now]).await? == 1)
}

/// Sets the due date, whatever it was.
///
/// # Errors
/// When there is no such addon.
pub async fn set_next_due(c: &mut Conn, id: AddonId, due: Option<Date>, now: i64) -> Result<()> {
    let sql = "update service_addons set next_due_on = $2, updated_at = $3 where id = $1";
    c.exactly(1, sql, args![id, due, now]).await
}

/// Forgets every addon of an order that is deleted.
///
/// # Errors
/// When the database fails.
pub async fn delete_of_order(c: &mut Conn, order: OrderId) -> Result<u64> {
    let own = "delete from service_addons where order_id = $1";
    let of_services = "delete from service_addons where service_id in
        (select id from services where order_id = $1)";
    let count = c.exec(own, args![order]).await?;
    Ok(count + c.exec(of_services, args![order]).await?)
}
