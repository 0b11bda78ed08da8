//! `CapturePayment` and `PayInvoice`: charging, without a transaction open meanwhile (B22, B23).

use engine::billing::capture::{Captured, Source, capture, card};
use engine::billing::confirming;
use engine::billing::gateways::{self, charges_by_itself};
use engine::billing::pay_methods::TAKES_NO_NUMBERS;
use engine::system::settings::SYSTEM_URL;
use engine::{Cx, Fault, Meaning, Result, invalid, not_found, not_now};
use model::ids::{InvoiceId, PayMethodId};
use model::word::Word as _;
use protocol::{CapturePayment, CapturePaymentResponse, PayInvoice, PayInvoiceResponse};
use store::billing::invoices;

use super::shown::invoice_id;
use crate::wire::number;

/// All that a WHMCS tells of a charge that did not work.
const FAILED: &str = "Payment Attempt Failed";
/// Said of a payment method that nobody pays with.
const NOT_ACTIVE: &str = "Invalid Payment Method: it is not active";

pub(super) async fn capture_payment(
    cx: &Cx,
    call: CapturePayment,
) -> Result<CapturePaymentResponse> {
    let id = invoice_id(call.invoiceid);
    // A client may choose the card that is kept; others charge what is to be paid by card only.
    if cx.caller.actor.is_office() && !is_by_card(cx, id).await? {
        return Err(not_now(FAILED));
    }
    let captured = capture(cx, "CapturePayment", id, Source::Default).await;
    match captured {
        Ok(Captured::Paid { .. } | Captured::Pending { .. }) => Ok(CapturePaymentResponse {}),
        Ok(_) => Err(not_now(FAILED)),
        // Why there is nothing to charge is in the log of this installation, not on the wire.
        Err(Fault::Refused(refusal)) if refusal.meaning != Meaning::NotFound => {
            Err(not_now(FAILED))
        }
        Err(fault) => Err(fault),
    }
}

/// Whether an invoice is to be paid through a gateway that charges by itself; one for which none
/// was chosen is.
async fn is_by_card(cx: &Cx, id: InvoiceId) -> Result<bool> {
    let row = invoices::by_id(&mut cx.read().await?, id).await?;
    let gateway = row.map(|row| row.gateway).unwrap_or_default();
    Ok(gateway.is_empty() || charges_by_itself(&cx.engine, &gateway))
}

pub(super) async fn pay_invoice(cx: &Cx, call: PayInvoice) -> Result<PayInvoiceResponse> {
    let id = invoice_id(call.invoiceid);
    let module = call.paymentmethod.trim().to_owned();
    let mut conn = cx.read().await?;
    let row = invoices::by_id(&mut conn, id).await?;
    row.ok_or_else(|| not_found("Invoice ID Not Found"))?;
    let gateway = gateways::open(&cx.engine, &mut conn, &module).await?;
    drop(conn);
    let gateway = gateway.ok_or_else(|| invalid("paymentmethod", NOT_ACTIVE))?;
    let can = gateway.capabilities();
    if call.keepmethod.0 && !can.keeps_methods {
        let said = "The payment method keeps nothing for automatic payments";
        return Err(invalid("keepmethod", said));
    }
    // A number that nobody asked for is not passed over: whoever sends it must not send it again.
    let has_number = call.cardnumber.as_deref().is_some_and(|number| !number.trim().is_empty());
    if has_number && !can.card_entry {
        return Err(invalid("cardnumber", TAKES_NO_NUMBERS));
    }
    let source = if let Some(method) = call.paymethodid.filter(|id| *id > 0) {
        Source::Stored(PayMethodId(number(method)))
    } else if let Some(number) = call.cardnumber.as_deref().filter(|_| can.card_entry) {
        let expiry = call.cardexpiry.as_deref().unwrap_or_default();
        let card = card(number, expiry, call.cardcvv.as_deref());
        let card = card.ok_or_else(|| invalid("cardexpiry", "Expiry Date is invalid"))?;
        Source::Card(module, card)
    } else if can.redirect {
        let settings = cx.engine.settings().await?;
        let return_url = format!("{}viewinvoice.php?id={id}", settings.text(SYSTEM_URL));
        Source::Hosted { module, return_url, keep: call.keepmethod.0 }
    } else if let Some(message) = gateway.instructions() {
        return answer(cx, &call, Shown { message, ..Shown::default() }).await;
    } else if can.manual {
        let message = "This payment method is settled by hand".to_owned();
        return answer(cx, &call, Shown { message, ..Shown::default() }).await;
    } else {
        return Err(invalid("cardnumber", "A card or a stored payment method is required"));
    };
    let shown = match capture(cx, "PayInvoice", id, source).await? {
        Captured::Paid { reference } => Shown { paid: true, reference, ..Shown::default() },
        Captured::Pending { reference } => {
            let message = "The payment is being processed".to_owned();
            Shown { reference, message, ..Shown::default() }
        }
        Captured::ActionNeeded { reference, url } => {
            let message = "The payment must be confirmed".to_owned();
            let redirect = Some(confirming::address(&cx.engine, url).await?);
            Shown { reference, message, redirect, ..Shown::default() }
        }
        Captured::Refused { message } => Shown { message, ..Shown::default() },
        Captured::Unknown => {
            let message = "The outcome of the payment is not known yet".to_owned();
            Shown { message, ..Shown::default() }
        }
    };
    answer(cx, &call, shown).await
}

/// What is told of a payment.
#[derive(Default)]
struct Shown {
    paid: bool,
    reference: String,
    message: String,
    redirect: Option<String>,
}

async fn answer(cx: &Cx, call: &PayInvoice, shown: Shown) -> Result<PayInvoiceResponse> {
    let row = invoices::by_id(&mut cx.read().await?, invoice_id(call.invoiceid)).await?;
    Ok(PayInvoiceResponse {
        paid: shown.paid.into(),
        status: row.map(|row| row.status.word().to_owned()).into(),
        transid: shown.reference.into(),
        message: shown.message.into(),
        redirect: shown.redirect.map(Into::into),
    })
}
