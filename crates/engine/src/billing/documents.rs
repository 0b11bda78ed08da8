//! Invoices, credit notes, quotes, receipts and statements as they are put on paper: amounts and
//! dates as text, and files.

mod credit_note;
mod files;
mod house;
mod invoice;
mod party;
mod quote;
mod receipt;
mod statement;

pub use credit_note::credit_note;
pub use files::{
    DocumentFile, credit_note_pdf, invoice_pdf, quote_pdf, receipt_pdf, statement_pdf,
};
pub use invoice::invoice;
pub use quote::quote;
pub use receipt::receipt;
pub use statement::statement;
