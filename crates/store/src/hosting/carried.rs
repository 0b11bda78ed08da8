//! The services that carry addons: what an addon delivers beside the service it belongs to.

use model::ids::{AddonId, ServiceId};

use super::services::{self, ServiceRow};
use crate::{Conn, Result, args};

/// Adds a service that carries an addon; `row.id` is ignored.
///
/// # Errors
/// When something it refers to does not exist.
pub async fn insert(c: &mut Conn, row: &ServiceRow, addon: AddonId) -> Result<ServiceId> {
    let id = services::insert(c, row).await?;
    let sql = "update services set carries_addon_id = $2 where id = $1";
    c.exactly(1, sql, args![id, addon]).await?;
    Ok(id)
}

/// The latest service that carries an addon.
///
/// # Errors
/// When the database fails.
pub async fn of_addon(c: &mut Conn, addon: AddonId) -> Result<Option<ServiceRow>> {
    let sql = "select * from services where carries_addon_id = $1 order by id desc limit 1";
    c.maybe(sql, args![addon]).await
}
