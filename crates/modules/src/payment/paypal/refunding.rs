//! Refunds: <https://developer.paypal.com/docs/api/payments/v2/#captures_refund>.

use ports::payment::{Refund, RefundOutcome};
use ports::{PortError, Refused};
use serde_json::json;

use super::Account;
use super::api::text;
use super::money::to_paypal;

/// Gives back all or part of a capture; the same key does it once.
pub(super) async fn refund(account: &Account, refund: &Refund) -> Result<RefundOutcome, PortError> {
    let Some(amount) = to_paypal(refund.amount) else {
        let why = format!("PayPal cannot give back {}", refund.amount);
        return Ok(RefundOutcome::Refused(Refused::new("amount", why)));
    };
    let key = account.mark(&refund.idempotency_key);
    let body = json!({ "amount": amount, "custom_id": key });
    let path = ["v2", "payments", "captures", &refund.reference, "refund"];
    let answer = match account.api.post(&path, &format!("{key}/refund"), body).await? {
        Ok(answer) => answer,
        Err(no) => return Ok(RefundOutcome::Refused(no.refused)),
    };
    let reference = text(&answer, "/id").to_owned();
    match text(&answer, "/status") {
        _ if reference.is_empty() => Err(account.api.unreadable("a refund without an id")),
        "COMPLETED" => Ok(RefundOutcome::Refunded { reference }),
        "PENDING" => Ok(RefundOutcome::Pending { reference }),
        other => {
            let why = format!("PayPal did not give it back ({other})");
            Ok(RefundOutcome::Refused(Refused::new("refund_failed", why)))
        }
    }
}
