//! Invoices, payments, credit and the journal.

pub mod billable_items;
pub mod billed_periods;
pub mod books;
pub mod capture_attempts;
pub mod counters;
pub mod credit_notes;
pub mod credits;
pub mod disputes;
pub mod drafts;
pub mod dunning;
pub mod invoice_items;
pub mod invoices;
pub mod journal;
pub mod lists;
pub mod near;
pub mod pay_methods;
pub mod payers;
pub mod payment_proofs;
pub mod quotes;
pub mod refund_requests;
pub mod reissues;
pub mod renewals;
pub mod statements;
pub mod tax_rules;
pub mod transaction_days;
pub mod transactions;
