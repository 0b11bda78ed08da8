//! Payment gateways.

mod bank_transfer;
mod bkash;
mod decimals;
mod mail_in;
mod manual;
mod mollie;
mod nagad;
mod paypal;
mod sandbox_card;
mod stripe;

pub use bank_transfer::bank_transfer;
pub use bkash::BKash;
pub use mail_in::mail_in;
pub use manual::ManualGateway;
pub use mollie::Mollie;
pub use nagad::Nagad;
pub use paypal::PayPal;
pub use sandbox_card::SandboxCard;
pub use stripe::Stripe;
