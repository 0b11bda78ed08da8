//! The check of a payment method that a request names.

use engine::{Result, invalid};
use store::Conn;
use store::system::gateways;

/// Whether a gateway is active.
pub(crate) async fn check(c: &mut Conn, module: &str) -> Result<()> {
    let active = gateways::active(c).await?;
    if active.iter().any(|row| row.module == module) {
        return Ok(());
    }
    let names: Vec<&str> = active.iter().map(|row| row.module.as_str()).collect();
    let names = names.join(", ");
    Err(invalid("paymentmethod", format!("Invalid Payment Method. Valid options include {names}")))
}
