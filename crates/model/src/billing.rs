//! Invoices, tax, payments, and what follows when they are late.

pub mod invoice;
