//! Documents as files, where this program was built with the means to make them.

use std::sync::Arc;

use jiff::civil::Date;
use model::billing::e_invoice::{EInvoice, ubl};
use model::ids::{ClientId, InvoiceId, QuoteId, TransactionId};
use ports::documents::Documents;

use super::e_invoice;
use crate::{Engine, Fault, Result, not_found, not_now};

/// Said of an invoice that can be no electronic one, whatever is filled in.
const NO_INVOICE: &str =
    "Drafts, proformas, cancelled invoices and added funds are no electronic invoices";

/// A file for a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFile {
    /// `Invoice-2026-00042.pdf`.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The PDF of an invoice.
///
/// # Errors
/// Not found when there is no such invoice; not-now when this program makes no PDF; broken when a
/// template is, and the log says which line of it.
pub async fn invoice_pdf(engine: &Engine, id: InvoiceId) -> Result<DocumentFile> {
    let maker = maker(engine)?;
    // The connection goes back before the layout begins.
    let document = super::invoice(engine, &mut engine.read().await?, id).await?;
    let document = document.ok_or_else(|| not_found("Invoice ID Not Found"))?;
    let name = file_name("Invoice", &document.number, "pdf");
    let bytes = maker.invoice(document).await.map_err(Fault::broken)?;
    Ok(DocumentFile { name, bytes })
}

/// The PDF of a credit note.
///
/// # Errors
/// As for an invoice.
pub async fn credit_note_pdf(engine: &Engine, id: i64) -> Result<DocumentFile> {
    let maker = maker(engine)?;
    let document = super::credit_note(engine, &mut engine.read().await?, id).await?;
    let document = document.ok_or_else(|| not_found("Credit Note ID Not Found"))?;
    let name = file_name("CreditNote", &document.number, "pdf");
    let bytes = maker.credit_note(document).await.map_err(Fault::broken)?;
    Ok(DocumentFile { name, bytes })
}

/// An invoice as an electronic one: UBL 2.1 by EN 16931.
///
/// # Errors
/// Not found when there is no such invoice; not-now when it can be none, or lacks what the sentence
/// names.
pub async fn invoice_xml(engine: &Engine, id: InvoiceId) -> Result<DocumentFile> {
    invoice_xml_if_any(engine, id).await?.ok_or_else(|| not_now(NO_INVOICE))
}

/// The same; `None` when it can be none: a draft, a proforma, one that was cancelled without a
/// credit note, or one that sells nothing.
///
/// # Errors
/// Not found when there is no such invoice; not-now when it lacks what the sentence names.
pub async fn invoice_xml_if_any(engine: &Engine, id: InvoiceId) -> Result<Option<DocumentFile>> {
    let document = e_invoice::of_invoice(engine, id).await?;
    document.map(|document| xml("Invoice", &document)).transpose()
}

/// A credit note as an electronic one.
///
/// # Errors
/// As for an invoice.
pub async fn credit_note_xml(engine: &Engine, id: i64) -> Result<DocumentFile> {
    xml("CreditNote", &e_invoice::of_credit_note(engine, id).await?)
}

fn xml(kind: &str, document: &EInvoice) -> Result<DocumentFile> {
    let name = file_name(kind, &document.number, "xml");
    let bytes = ubl(document).map_err(e_invoice::lacking)?.into_bytes();
    Ok(DocumentFile { name, bytes })
}

/// The PDF of a quote.
///
/// # Errors
/// As for an invoice.
pub async fn quote_pdf(engine: &Engine, id: QuoteId) -> Result<DocumentFile> {
    let maker = maker(engine)?;
    let document = super::quote(engine, &mut engine.read().await?, id).await?;
    let document = document.ok_or_else(|| not_found("Quote ID Not Found"))?;
    let name = file_name("Quote", &document.number, "pdf");
    let bytes = maker.quote(document).await.map_err(Fault::broken)?;
    Ok(DocumentFile { name, bytes })
}

/// The PDF of the receipt of a payment.
///
/// # Errors
/// As for an invoice.
pub async fn receipt_pdf(engine: &Engine, id: TransactionId) -> Result<DocumentFile> {
    let maker = maker(engine)?;
    let document = super::receipt(engine, &mut engine.read().await?, id).await?;
    let document = document.ok_or_else(|| not_found("Transaction ID Not Found"))?;
    let name = file_name("Receipt", &document.number, "pdf");
    let bytes = maker.receipt(document).await.map_err(Fault::broken)?;
    Ok(DocumentFile { name, bytes })
}

/// The PDF of the account of a client from one day to another.
///
/// # Errors
/// As for an invoice, and as for [`crate::billing::statements::statement`].
pub async fn statement_pdf(
    engine: &Engine,
    client: ClientId,
    days: [Option<Date>; 2],
) -> Result<DocumentFile> {
    let maker = maker(engine)?;
    let document = super::statement(engine, &mut engine.read().await?, client, days).await?;
    let name = file_name("Statement", &document.number, "pdf");
    let bytes = maker.statement(document).await.map_err(Fault::broken)?;
    Ok(DocumentFile { name, bytes })
}

fn maker(engine: &Engine) -> Result<Arc<dyn Documents>> {
    let maker = engine.world().documents.clone();
    maker.ok_or_else(|| not_now("PDF is not built into this Hostler"))
}

/// The name of a document's file, whatever its number looks like.
fn file_name(kind: &str, number: &str, ending: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
    let number: String = number.chars().map(plain).collect();
    let number = number.trim_matches(['-', '.']).replace("---", "--");
    format!("{kind}-{number}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_are_harmless() {
        for (number, expected) in [
            ("2026-00042", "Invoice-2026-00042.pdf"),
            ("R/2026/7", "Invoice-R-2026-7.pdf"),
            ("../../etc/passwd", "Invoice-etc-passwd.pdf"),
            ("№ 7\r\n", "Invoice-7.pdf"),
            ("42৪", "Invoice-42৪.pdf"),
        ] {
            assert_eq!(file_name("Invoice", number, "pdf"), expected);
        }
    }
}
