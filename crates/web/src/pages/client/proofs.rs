//! Proofs of a payment that was made by hand: sent with an open invoice.

use axum::extract::Path;
use model::people::permission::ClientPermission;
use protocol::{Form, Node, SendPaymentProof};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::invoices::show;
use crate::for_client::ForClient;
use crate::pages::filled::Filled;
use crate::pages::language::tell;

/// `POST /billing/invoices/{id}/proof`
pub(super) async fn send(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &["reference", "note"]);
    let Some((filename, data)) = file(here.form()) else {
        filled.problem("proof", tell("choose-a-file"));
        return show(&here, id, filled).await;
    };
    let call = SendPaymentProof {
        invoiceid: id,
        filename,
        data,
        reference: filled.owned("reference"),
        message: filled.owned("note"),
    };
    match here.door(ClientPermission::Invoices)?.send_proof(call).await {
        Ok(()) => here.done(&format!("/billing/invoices/{id}"), &tell("proof-sent")),
        Err(error) => {
            filled.refused(error, &[("data", "proof"), ("message", "note")])?;
            show(&here, id, filled).await
        }
    }
}

/// The proofs of an invoice; nothing where they cannot be sent.
pub(super) async fn of_invoice(door: &ForClient, id: u64) -> Option<Value> {
    let rows = door.proofs(id).await.ok()?;
    let rows = rows.iter().map(|row| {
        json!({
            "name": row.filename.to_string(),
            "status": row.status.to_string(),
            "sent": row.sent.to_string(),
            "reason": row.reason.to_string(),
        })
    });
    Some(Value::Array(rows.collect()))
}

/// Name and bytes in base64 of the first file.
fn file(form: &Form) -> Option<(String, String)> {
    let mut form = form.clone();
    let Some(Node::Branch(branch)) = form.take("proof") else { return None };
    for (_, node) in branch.into_entries() {
        let Node::Branch(file) = node else { continue };
        let (mut name, mut data) = (String::new(), String::new());
        for (key, node) in file.into_entries() {
            match (key.as_str(), node) {
                ("name", Node::Text(text)) => name = text,
                ("data", Node::Text(text)) => data = text,
                _ => {}
            }
        }
        if !name.is_empty() && !data.is_empty() {
            return Some((name, data));
        }
    }
    None
}
