//! Invoices, payments, credit and the journal: each movement of money in one act.
//!
//! Whoever moves money of a client locks the client's row first ([`bill::lock`]), then invoices,
//! then the counter of numbers: always in this order, so that nobody waits in a circle.

pub mod bank;
pub mod bill;
pub mod billables;
pub mod books;
pub mod cancel;
pub mod capture;
pub(crate) mod collected;
pub mod confirming;
pub mod credit;
mod credit_notes;
pub mod differences;
pub mod disputes;
pub mod documents;
pub mod drafts;
pub mod edit;
pub mod effects;
pub mod explanation;
pub mod gateways;
pub mod generate;
pub mod hooks;
pub mod issue;
pub mod journal;
pub mod late_domains;
pub mod ledger;
pub mod mail;
pub mod moves;
pub mod numbered;
pub mod numbering;
pub mod parties;
pub mod pay_methods;
pub mod payments;
pub mod proofs;
pub mod quotes;
pub mod reconcile;
pub mod refund;
pub mod reissue;
pub mod renewals;
pub mod similar;
pub mod statements;
pub mod taxation;
pub(crate) mod terms;
pub mod unwanted;

pub use issue::{LineKind, NewInvoice, NewLine};
pub use payments::NewPayment;
