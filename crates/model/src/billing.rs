//! Invoices, tax, payments, and what follows when they are late.

pub mod bank;
pub mod billable;
pub mod brake;
pub mod capture;
pub mod dunning;
pub mod e_invoice;
pub mod eu_vat;
pub mod invoice;
pub mod journal;
pub mod late_fee;
pub mod notices;
pub mod numbering;
pub mod payment;
pub mod proration;
pub mod renewal;
pub mod tax;
pub mod totals;
pub mod upgrade;
