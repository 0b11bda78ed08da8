//! Proofs of payments that clients sent: looked at, found right or wrong.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use protocol::{
    GetPaymentProofFile, GetPaymentProofs, PaymentProof, RejectPaymentProof, VerifyPaymentProof,
};

use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems};
use super::queue::{self, Button, Queue, Row};
use crate::App;
use crate::pages::published::size;
use crate::pages::words::moment;
use crate::rest::support::files::Download;
use crate::routing::{get, post};

const PATH: &str = "/admin/payment-proofs";
const STATUSES: &[&str] = &["Pending", "Verified", "Rejected"];
const VERIFY: Button = Button {
    verb: "verify",
    label: "Record the payment",
    danger: false,
    asks: "Amount, if not all",
    field: "amount",
};
const REJECT: Button =
    Button { verb: "reject", label: "Reject", danger: true, asks: "Why not", field: "reason" };

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page).merge(post(submit)))
        .route("/admin/payment-proofs/{id}/file", get(file))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, &Posted::default(), Problems::default()).await
}

async fn show(desk: &Desk, typed: &Posted, problems: Problems) -> Result<Response, Fail> {
    let (status, skip) = queue::asked(desk, STATUSES);
    let call = GetPaymentProofs {
        status: Some(status.clone()),
        limitstart: Some(skip),
        limitnum: Some(queue::ROWS),
        ..GetPaymentProofs::default()
    };
    let found = desk.call(call).await?;
    let more = queue::older(PATH, &status, skip, found.totalresults.0);
    let rows = found.proofs.0.proof.0.into_iter().map(|row| shown(desk, &row)).collect();
    let queue = Queue {
        path: PATH,
        title: "Payment proofs",
        lead: "What clients sent to show that they paid by bank transfer or otherwise by hand",
        key: "proofid",
        statuses: STATUSES,
        status,
        rows,
        more,
        empty: "No proof is like that.",
    };
    Ok(queue::page(desk, queue, typed, problems).await)
}

fn shown(desk: &Desk, row: &PaymentProof) -> Row {
    let mut lines =
        vec![format!("Sent by client {}, {}", row.userid, moment(&row.sent.to_string()))];
    if !row.reference.is_empty() {
        lines.push(format!("Payment number: {}", row.reference));
    }
    if !row.message.is_empty() {
        lines.push(row.message.to_string());
    }
    let waits = &*row.status == "Pending";
    if !waits {
        let when = moment(&row.decided.to_string());
        lines.push(format!("{} by {}, {when}. {}", row.status, row.decidedby, row.reason));
    }
    let may = [(VERIFY, "VerifyPaymentProof"), (REJECT, "RejectPaymentProof")];
    let buttons = may.into_iter().filter(|(_, action)| waits && desk.may(action));
    let file = format!("{} ({})", row.filename, size(row.size.0));
    Row {
        id: row.proofid.0,
        title: format!("Invoice {}", row.invoiceid),
        href: format!("/admin/invoices/{}", row.invoiceid),
        status: row.status.to_string(),
        lines,
        file: Some((format!("{PATH}/{}/file", row.proofid), file)),
        buttons: buttons.map(|(button, _)| button).collect(),
    }
}

/// Handed out as a download only: nobody's browser opens what a client sent.
async fn file(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let found = desk.call(GetPaymentProofFile { proofid: id }).await?;
    let bytes = BASE64.decode(found.data.as_bytes()).map_err(|_| Fail::missing(&desk))?;
    Ok(Download { name: found.filename.0, bytes }.into_response())
}

async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let mut call = posted.clone();
    let said = match posted.verb() {
        "verify" => {
            call.drop("reason");
            if call.text("amount").trim().is_empty() {
                call.drop("amount");
            }
            let done = desk.submit::<VerifyPaymentProof>(&call).await?;
            tried(done, "The payment was recorded")
        }
        "reject" => {
            call.drop("amount");
            let done = desk.submit::<RejectPaymentProof>(&call).await?;
            tried(done, "It was rejected, and the client sees why")
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(PATH, &said)),
        Err(problems) => show(&desk, &posted, problems).await,
    }
}
