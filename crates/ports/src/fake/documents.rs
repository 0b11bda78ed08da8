//! A maker of documents that writes down what it was given.

use crate::documents::{
    CreditNoteDocument, Documents, InvoiceDocument, QuoteDocument, ReceiptDocument,
    StatementDocument,
};
use crate::{Asking, ready};

/// Its files are the Rust text of the documents: tests look for words in them.
#[derive(Debug, Clone, Copy, Default)]
pub struct FakeDocuments;

impl Documents for FakeDocuments {
    fn module(&self) -> &'static str {
        "fakedocuments"
    }

    fn invoice(&self, document: InvoiceDocument) -> Asking<'_, Vec<u8>> {
        ready(Ok(format!("{document:#?}").into_bytes()))
    }

    fn credit_note(&self, document: CreditNoteDocument) -> Asking<'_, Vec<u8>> {
        ready(Ok(format!("{document:#?}").into_bytes()))
    }

    fn quote(&self, document: QuoteDocument) -> Asking<'_, Vec<u8>> {
        ready(Ok(format!("{document:#?}").into_bytes()))
    }

    fn receipt(&self, document: ReceiptDocument) -> Asking<'_, Vec<u8>> {
        ready(Ok(format!("{document:#?}").into_bytes()))
    }

    fn statement(&self, document: StatementDocument) -> Asking<'_, Vec<u8>> {
        ready(Ok(format!("{document:#?}").into_bytes()))
    }
}
