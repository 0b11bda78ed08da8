//! The payment gateways that are switched on, by the system name of their module.

use crate::{Conn, Result, Row, args};

/// One gateway.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct GatewayRow {
    /// System name of the module.
    pub module: String,
    /// The name that clients see.
    pub name: String,
    /// Order among the gateways.
    pub position: i64,
    /// Whether it may be chosen.
    pub active: bool,
    /// Whether it was switched on before it was set up; never together with `active`.
    pub waiting: bool,
    /// The module's settings, as JSON.
    pub settings: String,
}

/// Every gateway, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<GatewayRow>> {
    c.all("select * from gateways order by position, module", args![]).await
}

/// The gateways that may be chosen, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn active(c: &mut Conn) -> Result<Vec<GatewayRow>> {
    c.all("select * from gateways where active = 1 order by position, module", args![]).await
}

/// Keeps a gateway, whether there was one of the name or not.
///
/// # Errors
/// When the database fails.
pub async fn put(c: &mut Conn, row: &GatewayRow) -> Result<()> {
    let sql = "insert into gateways (module, name, position, active, waiting, settings)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (module) do update set name = excluded.name, position = excluded.position,
            active = excluded.active, waiting = excluded.waiting, settings = excluded.settings";
    let GatewayRow { module, name, position, active, waiting, settings } = row;
    c.exec(sql, args![module, name, *position, *active, *waiting, settings]).await.map(drop)
}

/// One gateway, active or not.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, module: &str) -> Result<Option<GatewayRow>> {
    c.maybe("select * from gateways where module = $1", args![module]).await
}

/// Has everything that is still to be paid through one gateway paid through another; gives how
/// many things that were.
///
/// # Errors
/// When the database fails.
pub async fn replace(c: &mut Conn, old: &str, new: &str) -> Result<u64> {
    let statements = [
        "update services set gateway = $2 where gateway = $1",
        "update service_addons set gateway = $2 where gateway = $1",
        "update domains set gateway = $2 where gateway = $1",
        "update clients set default_gateway = $2 where default_gateway = $1",
        "update invoices set gateway = $2
            where gateway = $1 and status in ('Draft', 'Unpaid', 'Collections')",
    ];
    let mut count = 0;
    for sql in statements {
        count += c.exec(sql, args![old, new]).await?;
    }
    Ok(count)
}

/// Whether something is still to be paid through a gateway.
///
/// # Errors
/// When the database fails.
pub async fn is_used(c: &mut Conn, module: &str) -> Result<bool> {
    let statements = [
        "select 1 from services where gateway = $1
            and status in ('Pending', 'Active', 'Suspended') limit 1",
        "select 1 from domains where gateway = $1 and status in ('Pending', 'Active') limit 1",
        "select 1 from invoices where gateway = $1 and status = 'Unpaid' limit 1",
    ];
    for sql in statements {
        let found: Vec<i64> = c.column(sql, args![module]).await?;
        if !found.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
