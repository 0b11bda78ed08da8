//! The check of a payment method that a request names.

use engine::{Act, Fault, Result, invalid};
use store::Conn;
use store::system::gateways::{self, GatewayRow};

/// Whether a gateway is active.
pub(crate) async fn check(c: &mut Conn, module: &str) -> Result<()> {
    let active = gateways::active(c).await?;
    if active.iter().any(|row| row.module == module) {
        return Ok(());
    }
    Err(unknown(&active))
}

/// The gateway that is written down as named: one that there is, active or not, by its module or
/// by the name that is shown, which a client in use sends back. Nothing names none.
pub(crate) async fn known(act: &mut Act, named: &str) -> Result<String> {
    let named = named.trim();
    if named.is_empty() {
        return Ok(String::new());
    }
    let rows = gateways::all(&mut act.conn).await?;
    let kept = rows.iter().find(|row| row.module.eq_ignore_ascii_case(named));
    if let Some(row) = kept.or_else(|| rows.iter().find(|row| row.name == named)) {
        return Ok(row.module.clone());
    }
    let mut modules = act.engine.world().gateways.keys();
    match modules.find(|module| module.eq_ignore_ascii_case(named)) {
        Some(module) => Ok((*module).to_owned()),
        None => Err(unknown(rows.iter().filter(|row| row.active))),
    }
}

fn unknown<'a>(active: impl IntoIterator<Item = &'a GatewayRow>) -> Fault {
    let names: Vec<&str> = active.into_iter().map(|row| row.module.as_str()).collect();
    let names = names.join(", ");
    invalid("paymentmethod", format!("Invalid Payment Method. Valid options include {names}"))
}
