//! `banktransfer`: the client transfers the amount, staff record it.

use super::ManualGateway;

/// The gateway `banktransfer`.
pub fn bank_transfer() -> ManualGateway {
    ManualGateway::new(
        "banktransfer",
        "Bank Transfer",
        "Please transfer the amount to our bank account and state the invoice number.",
    )
}
