//! Edits of services and addons by staff, and what module calls change about them.

use jiff::civil::Date;
use model::hosting::service::ServiceStatus;
use model::ids::{ServerId, ServiceId};

use super::addons::AddonRow;
use super::services::ServiceRow;
use crate::{Conn, Result, args};

/// Writes everything about a service that may be edited; the row is locked by the caller.
///
/// # Errors
/// When there is no such service, or something it refers to does not exist.
pub async fn save(c: &mut Conn, row: &ServiceRow) -> Result<()> {
    let sql = "update services set product_id = $2, server_id = $3, anchor_on = $4,
            registered_on = $5, domain = $6, gateway = $7, first_payment_minor = $8,
            recurring_minor = $9, cycle = $10, next_due_on = $11, status = $12,
            suspend_reason = $13, suspended_for_overdue = $14, override_auto_suspend = $15,
            override_suspend_until = $16, username = $17, password = $18, subscription_id = $19,
            promotion_id = $20, promotion_count = $21, dedicated_ip = $22, assigned_ips = $23,
            ns1 = $24, ns2 = $25, notes = $26, disk_usage = $27, disk_limit = $28,
            bandwidth_usage = $29, bandwidth_limit = $30, usage_at = $31, provisioned_at = $32,
            terminated_on = $33, updated_at = $34
        where id = $1";
    let values = args![
        row.id,
        row.product_id,
        row.server_id,
        row.anchor_on,
        row.registered_on,
        &row.domain,
        &row.gateway,
        row.first_payment_minor,
        row.recurring_minor,
        row.cycle,
        row.next_due_on,
        row.status,
        &row.suspend_reason,
        row.suspended_for_overdue,
        row.override_auto_suspend,
        row.override_suspend_until,
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
        row.updated_at,
    ];
    c.exactly(1, sql, values).await
}

/// Writes everything about an addon that may be edited; the row is locked by the caller.
///
/// # Errors
/// When there is no such addon, or something it refers to does not exist.
pub async fn save_addon(c: &mut Conn, row: &AddonRow) -> Result<()> {
    let sql = "update service_addons set addon_id = $2, name = $3, setup_minor = $4,
            recurring_minor = $5, cycle = $6, anchor_on = $7, next_due_on = $8, status = $9,
            notes = $10, terminated_on = $11, updated_at = $12, gateway = $13
        where id = $1";
    let values = args![
        row.id,
        row.addon_id,
        &row.name,
        row.setup_minor,
        row.recurring_minor,
        row.cycle,
        row.anchor_on,
        row.next_due_on,
        row.status,
        &row.notes,
        row.terminated_on,
        row.updated_at,
        &row.gateway,
    ];
    c.exactly(1, sql, values).await
}

/// Gives a service its server.
///
/// # Errors
/// When there is no such service or server.
pub async fn set_server(c: &mut Conn, id: ServiceId, server: ServerId, now: i64) -> Result<()> {
    let sql = "update services set server_id = $2, updated_at = $3 where id = $1";
    c.exactly(1, sql, args![id, server, now]).await
}

/// Moves the addons of a service that are in one status to another; gives how many there were.
///
/// # Errors
/// When the database fails.
pub async fn move_addons(
    c: &mut Conn,
    service: ServiceId,
    from: ServiceStatus,
    to: ServiceStatus,
    terminated_on: Option<Date>,
    now: i64,
) -> Result<u64> {
    let sql = "update service_addons
        set status = $3, terminated_on = coalesce($4, terminated_on), updated_at = $5
        where service_id = $1 and status = $2";
    c.exec(sql, args![service, from, to, terminated_on, now]).await
}
