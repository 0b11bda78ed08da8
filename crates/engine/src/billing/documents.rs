//! Invoices, credit notes, quotes, receipts and statements as they are put on paper: amounts and
//! dates as text, and files; invoices and credit notes as electronic ones beside it.

mod credit_note;
mod e_invoice;
mod files;
mod house;
mod invoice;
mod party;
mod quote;
mod receipt;
mod statement;

pub use credit_note::credit_note;
pub use files::{
    DocumentFile, credit_note_pdf, credit_note_xml, invoice_pdf, invoice_xml, invoice_xml_if_any,
    quote_pdf, receipt_pdf, statement_pdf,
};
pub use invoice::invoice;
pub use quote::quote;
pub use receipt::receipt;
pub use statement::statement;
