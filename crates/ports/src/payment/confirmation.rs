//! What a sandbox asks a client on a page of ours, in the place of the client's bank (3-D Secure).

use model::money::Money;

/// The path of that page, before the secret that names a charge.
pub const CONFIRMATION_PATH: &str = "/payment/confirm/";

/// A charge that waits for the client to approve it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// Our key of the charge.
    pub idempotency_key: String,
    /// How much.
    pub amount: Money,
    /// The last four digits of the card.
    pub last_four: String,
}
