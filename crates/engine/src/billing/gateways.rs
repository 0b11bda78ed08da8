//! The gateways that the operator switched on, opened with their settings.

use std::collections::BTreeMap;
use std::sync::Arc;

use ports::PortError;
use ports::payment::PaymentGateway;
use store::Conn;
use store::system::gateways::{self, GatewayRow};

use crate::system::modules::{self, Kind};
use crate::{Act, Engine, Fault, Result, invalid};

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

/// Whether a gateway charges stored methods by itself. Asked of the module, not of its settings,
/// which may be wrong.
#[must_use]
pub fn charges_by_itself(engine: &Engine, module: &str) -> bool {
    let gateway = engine.world().gateways.get(module);
    gateway.is_some_and(|gateway| gateway.capabilities().automatic_capture)
}

/// Whether a gateway gives back what was paid through it, and nobody has to do it by hand.
#[must_use]
pub fn gives_back(engine: &Engine, module: &str) -> bool {
    let gateway = engine.world().gateways.get(module);
    gateway.is_some_and(|gateway| gateway.capabilities().refunds)
}

/// The gateway that stands first, for what comes with none; empty when nobody can pay.
///
/// # Errors
/// When the database fails.
pub async fn first(c: &mut Conn) -> Result<String> {
    let first = active(c).await?.into_iter().next();
    Ok(first.map(|row| row.module).unwrap_or_default())
}

/// What the active gateways say that are paid by hand, by their modules. One with wrong settings
/// says nothing: that is no reason not to write of an invoice.
///
/// # Errors
/// When the database fails.
pub(crate) async fn instructions(act: &mut Act) -> Result<BTreeMap<String, String>> {
    ways_by_hand(&act.engine, &mut act.conn).await
}

/// What somebody has to know who pays by hand, as invoices say it, by the modules of the gateways;
/// nothing of any other gateway.
///
/// # Errors
/// When the database fails.
pub async fn ways_by_hand(engine: &Engine, c: &mut Conn) -> Result<BTreeMap<String, String>> {
    let rows = gateways::active(c).await?;
    let said = |row: GatewayRow| {
        let text = said_by(engine, &row)?;
        Some((row.module, text))
    };
    Ok(rows.into_iter().filter_map(said).collect())
}

/// What it says to those who pay by hand, if it says anything.
pub(super) fn said_by(engine: &Engine, row: &GatewayRow) -> Option<String> {
    let text = open_row(engine, row).ok().flatten()?.instructions()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
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

/// The one of these gateways that is named: by its module, or by the name that is shown, which a
/// client in use sends back; in any case of the letters.
#[must_use]
pub fn named<'a>(rows: &'a [GatewayRow], name: &str) -> Option<&'a GatewayRow> {
    let name = name.trim();
    let by_module = rows.iter().find(|row| row.module.eq_ignore_ascii_case(name));
    by_module
        .or_else(|| rows.iter().find(|row| !name.is_empty() && row.name.eq_ignore_ascii_case(name)))
}

/// The module of the gateway that something new is paid through: one that is active.
///
/// # Errors
/// Invalid when there is none of the name, with the names of those that there are.
pub async fn chosen(c: &mut Conn, name: &str) -> Result<String> {
    let active = active(c).await?;
    match named(&active, name) {
        Some(row) => Ok(row.module.clone()),
        None => Err(unknown(&active)),
    }
}

/// The module of the gateway that is written down as named: one that there is, active or not.
/// Nothing names none.
///
/// # Errors
/// Invalid when there is none of the name, with the names of those that are active.
pub async fn known(act: &mut Act, name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(String::new());
    }
    let rows = gateways::all(&mut act.conn).await?;
    if let Some(row) = named(&rows, name) {
        return Ok(row.module.clone());
    }
    let mut modules = act.engine.world().gateways.keys();
    match modules.find(|module| module.eq_ignore_ascii_case(name)) {
        Some(module) => Ok((*module).to_owned()),
        None => Err(unknown(rows.iter().filter(|row| row.active))),
    }
}

/// The same for what has one already: that one may stay, whatever became of it, and it does not
/// come to have none.
///
/// # Errors
/// As [`known`].
pub async fn kept(act: &mut Act, name: &str, before: &str) -> Result<String> {
    if name == before {
        return Ok(name.to_owned());
    }
    let module = known(act, name).await?;
    if module.is_empty() {
        return Err(unknown(&active(&mut act.conn).await?));
    }
    Ok(module)
}

fn unknown<'a>(active: impl IntoIterator<Item = &'a GatewayRow>) -> Fault {
    let names: Vec<&str> = active.into_iter().map(|row| row.module.as_str()).collect();
    let names = names.join(", ");
    invalid("paymentmethod", format!("Invalid Payment Method. Valid options include {names}"))
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
