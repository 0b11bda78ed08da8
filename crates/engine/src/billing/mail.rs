//! Mails about invoices, sent after the commit.

use model::ids::InvoiceId;
use serde_json::json;

use crate::{Act, Job, Result};

/// An invoice was made.
pub const INVOICE_CREATED: &str = "Invoice Created";
/// A payment arrived.
pub const PAYMENT_CONFIRMATION: &str = "Invoice Payment Confirmation";
/// Money went back.
pub const REFUND_CONFIRMATION: &str = "Invoice Refund Confirmation";
/// A charge failed.
pub const PAYMENT_FAILED: &str = "Credit Card Payment Failed";

/// Sends a template about an invoice to its client once the act is committed.
///
/// # Errors
/// When the database fails.
pub async fn about(act: &mut Act, template: &str, invoice: InvoiceId) -> Result<()> {
    send(act, template, "invoice", invoice.0).await
}

/// Sends a template about a thing once the act is committed.
///
/// # Errors
/// When the database fails.
pub async fn send(act: &mut Act, template: &str, kind: &str, id: i64) -> Result<()> {
    let payload = json!({ "template": template, "kind": kind, "id": id });
    act.enqueue(Job { kind: "mail.send", payload, unique_key: None }).await
}
