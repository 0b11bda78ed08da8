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
    let sql = "insert into gateways (module, name, position, active, settings)
        values ($1, $2, $3, $4, $5)
        on conflict (module) do update set name = excluded.name, position = excluded.position,
            active = excluded.active, settings = excluded.settings";
    let GatewayRow { module, name, position, active, settings } = row;
    c.exec(sql, args![module, name, *position, *active, settings]).await.map(drop)
}
