//! `GetInvoicePdf`, `GetCreditNotePdf`, `GetQuotePdf`: what is owed, taken back and offered, as
//! files; `GetInvoiceXml`, `GetCreditNoteXml`: the same as electronic invoices.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::billing::documents::{self, DocumentFile};
use engine::{Cx, Result};
use protocol::wire::Text;
use protocol::{
    GetCreditNotePdf, GetCreditNotePdfResponse, GetCreditNoteXml, GetCreditNoteXmlResponse,
    GetInvoicePdf, GetInvoicePdfResponse, GetInvoiceXml, GetInvoiceXmlResponse, GetQuotePdf,
    GetQuotePdfResponse,
};

use crate::Registry;
use crate::wire::{id, number};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetInvoicePdf| Box::pin(get_invoice_pdf(cx, call)))
        .read(|cx, call: GetInvoiceXml| Box::pin(get_invoice_xml(cx, call)))
        .read(|cx, call: GetCreditNotePdf| Box::pin(get_credit_note_pdf(cx, call)))
        .read(|cx, call: GetCreditNoteXml| Box::pin(get_credit_note_xml(cx, call)))
        .read(|cx, call: GetQuotePdf| Box::pin(get_quote_pdf(cx, call)))
}

async fn get_invoice_pdf(cx: &Cx, call: GetInvoicePdf) -> Result<GetInvoicePdfResponse> {
    let file = documents::invoice_pdf(&cx.engine, id(call.invoiceid)).await?;
    let (filename, data) = sent(file);
    Ok(GetInvoicePdfResponse { filename, data })
}

async fn get_invoice_xml(cx: &Cx, call: GetInvoiceXml) -> Result<GetInvoiceXmlResponse> {
    let file = documents::invoice_xml(&cx.engine, id(call.invoiceid)).await?;
    let (filename, data) = sent(file);
    Ok(GetInvoiceXmlResponse { filename, data })
}

async fn get_credit_note_pdf(cx: &Cx, call: GetCreditNotePdf) -> Result<GetCreditNotePdfResponse> {
    let file = documents::credit_note_pdf(&cx.engine, number(call.creditnoteid)).await?;
    let (filename, data) = sent(file);
    Ok(GetCreditNotePdfResponse { filename, data })
}

async fn get_credit_note_xml(cx: &Cx, call: GetCreditNoteXml) -> Result<GetCreditNoteXmlResponse> {
    let file = documents::credit_note_xml(&cx.engine, number(call.creditnoteid)).await?;
    let (filename, data) = sent(file);
    Ok(GetCreditNoteXmlResponse { filename, data })
}

async fn get_quote_pdf(cx: &Cx, call: GetQuotePdf) -> Result<GetQuotePdfResponse> {
    let file = documents::quote_pdf(&cx.engine, id(call.quoteid)).await?;
    let (filename, data) = sent(file);
    Ok(GetQuotePdfResponse { filename, data })
}

/// Name and content of a file, as the wire has them.
pub(super) fn sent(file: DocumentFile) -> (Text, Text) {
    (file.name.into(), STANDARD.encode(file.bytes).into())
}
