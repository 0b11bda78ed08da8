//! Proofs of payments made outside of any system: our own actions.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::billing::bill;
use engine::billing::mail::{self, Occasion};
use engine::billing::proofs::{self, Sent, Verdict};
use engine::system::files as files_kept;
use engine::system::settings::Settings;
use engine::{Act, Actor, Cx, Result, invalid, not_found, not_permitted};
use protocol::{
    Action as _, GetPaymentProofFile, GetPaymentProofFileResponse, GetPaymentProofs,
    GetPaymentProofsResponse, PaymentProof, RejectPaymentProof, RejectPaymentProofResponse,
    SendPaymentProof, SendPaymentProofResponse, VerifyPaymentProof, VerifyPaymentProofResponse,
};
use store::billing::payment_proofs::{self, Listed, ProofRow};

use super::shown::{instant, invoice_id};
use crate::Registry;
use crate::wire::{moment, money, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: SendPaymentProof| Box::pin(send(act, call)))
        .read(|cx, call: GetPaymentProofs| Box::pin(get(cx, call)))
        .read(|cx, call: GetPaymentProofFile| Box::pin(file(cx, call)))
        .write(|act, call: VerifyPaymentProof| Box::pin(verify(act, call)))
        .write(|act, call: RejectPaymentProof| Box::pin(reject(act, call)))
}

async fn send(act: &mut Act, call: SendPaymentProof) -> Result<SendPaymentProofResponse> {
    let text: String = call.data.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = STANDARD.decode(text);
    let bytes = bytes.map_err(|_| invalid("data", "Parameter 'data' must hold base64"))?;
    let sent = Sent {
        invoice: invoice_id(call.invoiceid),
        filename: &call.filename,
        bytes: &bytes,
        reference: call.reference.as_deref().unwrap_or_default(),
        message: call.message.as_deref().unwrap_or_default(),
    };
    let id = proofs::send(act, sent).await?;
    Ok(SendPaymentProofResponse { proofid: id.into() })
}

async fn get(cx: &Cx, call: GetPaymentProofs) -> Result<GetPaymentProofsResponse> {
    let client = match &cx.caller.actor {
        Actor::Client { client, .. } => Some(client.0),
        actor if actor.is_office() => call.userid.map(number),
        _ => return Err(not_permitted(GetPaymentProofs::NAME)),
    };
    let (start, limit) = page(call.limitstart, call.limitnum);
    let listed = Listed {
        id: call.proofid.map(number),
        invoice: call.invoiceid.map(number),
        client,
        status: call.status.as_deref().map(str::trim).filter(|text| !text.is_empty()),
    };
    let (rows, total) = payment_proofs::page(&mut cx.read().await?, listed, (start, limit)).await?;
    let settings = cx.engine.settings().await?;
    Ok(GetPaymentProofsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        proofs: rows.into_iter().map(|row| wire(&settings, row)).collect(),
    })
}

fn wire(settings: &Settings, row: ProofRow) -> PaymentProof {
    PaymentProof {
        proofid: row.id.into(),
        invoiceid: row.invoice_id.0.into(),
        userid: row.client_id.0.into(),
        filename: row.filename.into(),
        size: row.size_bytes.into(),
        reference: row.reference.into(),
        message: row.message.into(),
        status: row.status.into(),
        sent: moment(settings, Some(row.sent_at)),
        decidedby: row.decided_name.into(),
        decided: moment(settings, row.decided_at),
        reason: row.reason.into(),
        transactionid: row.transaction_id.map_or(0, |id| id.0).into(),
    }
}

async fn file(cx: &Cx, call: GetPaymentProofFile) -> Result<GetPaymentProofFileResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetPaymentProofFile::NAME));
    }
    let mut c = cx.read().await?;
    let row = payment_proofs::by_id(&mut c, number(call.proofid)).await?;
    let row = row.ok_or_else(|| not_found("Payment Proof ID Not Found"))?;
    drop(c);
    let bytes = files_kept::bytes(&cx.engine, row.file_id.into()).await?;
    Ok(GetPaymentProofFileResponse {
        filename: row.filename.into(),
        size: row.size_bytes.into(),
        data: STANDARD.encode(bytes).into(),
    })
}

async fn verify(act: &mut Act, call: VerifyPaymentProof) -> Result<VerifyPaymentProofResponse> {
    let id = number(call.proofid);
    let row = payment_proofs::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Payment Proof ID Not Found or Not Pending"))?;
    let bill = bill::lock(act, row.invoice_id).await?;
    let amount = call.amount.as_ref().filter(|amount| !amount.is_blank());
    let amount = amount.map(|amount| money("amount", amount, &bill.currency)).transpose()?;
    let at = match call.date.0 {
        Some(at) => instant(&act.settings.zone(), at)?,
        None => act.now,
    };
    let verdict = Verdict { amount, reference: call.transid.unwrap_or_default(), at };
    let transaction = proofs::verify(act, id, verdict).await?;
    if !call.noemail.0 {
        mail::about(act, Occasion::Paid, row.invoice_id).await?;
    }
    Ok(VerifyPaymentProofResponse { proofid: id.into(), transactionid: transaction.0.into() })
}

async fn reject(act: &mut Act, call: RejectPaymentProof) -> Result<RejectPaymentProofResponse> {
    proofs::reject(act, number(call.proofid), &call.reason).await?;
    Ok(RejectPaymentProofResponse { proofid: call.proofid.into() })
}
