//! Invoices, payments, quotes and credits.

mod create_invoice;

pub use create_invoice::*;
