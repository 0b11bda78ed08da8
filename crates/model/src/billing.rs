//! Invoices, tax, payments, and what follows when they are late.

pub mod invoice;
pub mod journal;
pub mod numbering;
pub mod payment;
pub mod tax;
pub mod totals;
