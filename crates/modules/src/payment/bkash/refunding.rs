//! Refunds. bKash gives back once per payment, all or a part, and knows no keys: it is asked
//! whether it has already.

use model::money::{Currency, Money};
use ports::payment::{Refund, RefundOutcome};
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::api::{Api, text};
use super::payments::{parts, to_bkash};

/// Gives back all or part of a payment.
pub(super) async fn refund(api: &Api, refund: &Refund) -> Result<RefundOutcome, PortError> {
    let (payment, transaction) = parts(&refund.reference);
    let Some(amount) = to_bkash(refund.amount) else {
        let why = format!("bKash cannot give back {}", refund.amount);
        return Ok(RefundOutcome::Refused(Refused::new("amount", why)));
    };
    if transaction.is_empty() {
        let why = "The payment has no transaction";
        return Ok(RefundOutcome::Refused(Refused::new("2033", why)));
    }
    let ids = json!({ "paymentID": payment, "trxID": transaction });
    if let Ok(known) = api.ask(&["payment", "refund"], ids.clone()).await?
        && !text(&known, "refundTrxID").is_empty()
    {
        return if is_as_much(&known, refund.amount) {
            said(api, &known)
        } else {
            let why = "bKash gives back once per payment, and has done so";
            Ok(RefundOutcome::Refused(Refused::new("2034", why)))
        };
    }
    let mut body = ids;
    body["amount"] = json!(amount);
    body["sku"] = json!("refund");
    // The key, for whoever reads it at bKash.
    let reason: String = refund.idempotency_key.chars().take(250).collect();
    body["reason"] = json!(reason);
    match api.ask(&["payment", "refund"], body).await? {
        Ok(done) => said(api, &done),
        Err(no) => Ok(RefundOutcome::Refused(no)),
    }
}

fn is_as_much(known: &Value, amount: Money) -> bool {
    let currency = Currency::iso("BDT").ok();
    let given = currency.and_then(|currency| Money::parse(text(known, "amount"), &currency).ok());
    given.and_then(to_bkash) == to_bkash(amount)
}

fn said(api: &Api, refund: &Value) -> Result<RefundOutcome, PortError> {
    let reference = text(refund, "refundTrxID").to_owned();
    match text(refund, "transactionStatus") {
        _ if reference.is_empty() => Err(api.unreadable("a refund without a transaction")),
        "Completed" => Ok(RefundOutcome::Refunded { reference }),
        _ => Ok(RefundOutcome::Pending { reference }),
    }
}
