//! The gateways that the operator switched on, opened with their settings.

use std::sync::Arc;

use ports::PortError;
use ports::payment::PaymentGateway;
use store::Conn;
use store::system::gateways::{self, GatewayRow};

use crate::system::modules::{self, Kind};
use crate::{Engine, Fault, Result};

/// The active gateways, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn active(c: &mut Conn) -> Result<Vec<GatewayRow>> {
    Ok(gateways::active(c).await?)
}

/// An active gateway, open; `None` when it is not switched on or there is no such module.
///
/// # Errors
/// When the database fails, or its settings are wrong.
pub async fn open(
    engine: &Engine,
    c: &mut Conn,
    module: &str,
) -> Result<Option<Arc<dyn PaymentGateway>>> {
    let row = gateways::active(c).await?.into_iter().find(|row| row.module == module);
    row.map_or(Ok(None), |row| open_row(engine, &row).map_err(Fault::broken))
}

/// The gateway that stands first, for what comes with none; empty when nobody can pay.
///
/// # Errors
/// When the database fails.
pub async fn first(c: &mut Conn) -> Result<String> {
    let first = active(c).await?.into_iter().next();
    Ok(first.map(|row| row.module).unwrap_or_default())
}

/// The name of a gateway that clients read; that of the module where there is none any more.
///
/// # Errors
/// When the database fails.
pub async fn shown(c: &mut Conn, module: &str) -> Result<String> {
    if module.is_empty() {
        return Ok(String::new());
    }
    let name = gateways::find(c, module).await?.map(|row| row.name);
    Ok(name.filter(|name| !name.is_empty()).unwrap_or_else(|| module.to_owned()))
}

/// A gateway with the settings of its row; `None` when there is no such module.
///
/// # Errors
/// A configuration error that names the setting.
pub fn open_row(
    engine: &Engine,
    row: &GatewayRow,
) -> std::result::Result<Option<Arc<dyn PaymentGateway>>, PortError> {
    let Some(gateway) = engine.world().gateways.get(row.module.as_str()) else { return Ok(None) };
    let module = gateway.capabilities().module;
    let settings = modules::open(engine, Kind::Gateway, module, &row.settings).map_err(|_| {
        let why = "a kept secret cannot be opened".to_owned();
        PortError::Configuration { module, setting: "settings".to_owned(), why }
    })?;
    Arc::clone(gateway).open(&settings).map(Some)
}
