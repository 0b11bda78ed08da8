//! `mailin`: the client sends a cheque or money order, staff record it.

use super::ManualGateway;

/// The gateway `mailin`.
pub fn mail_in() -> ManualGateway {
    ManualGateway::new(
        "mailin",
        "Mail In Payment",
        "Please send a cheque or money order to our postal address and state the invoice number.",
    )
}
