//! Refunds: <https://docs.mollie.com/reference/create-refund>.

use ports::payment::{Refund, RefundOutcome};
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::Account;
use super::api::text;
use super::money::to_mollie;

/// Gives back all or part of a payment, once per key: Mollie forgets keys after an hour, so the
/// refunds that are there are looked at first.
pub(super) async fn refund(account: &Account, refund: &Refund) -> Result<RefundOutcome, PortError> {
    let Some(amount) = to_mollie(refund.amount) else {
        let why = format!("Mollie cannot give back {}", refund.amount);
        return Ok(RefundOutcome::Refused(Refused::new("amount", why)));
    };
    let key = account.mark(&refund.idempotency_key);
    let refunds = match all(account, &refund.reference).await? {
        Ok(refunds) => refunds,
        Err(no) => return Ok(RefundOutcome::Refused(no)),
    };
    if let Some(known) = refunds.iter().find(|each| text(each, "/metadata/key") == key) {
        return said(account, known);
    }
    let description = format!("Refund of {}", refund.reference);
    let body = json!({
        "amount": amount,
        "description": description,
        "metadata": { "key": key },
    });
    let path = ["v2", "payments", &refund.reference, "refunds"];
    match account.api.post(&path, &format!("{key}/refund"), body).await? {
        Ok(refund) => said(account, &refund),
        Err(no) => Ok(RefundOutcome::Refused(no.refused)),
    }
}

/// The refunds of a payment, the latest first:
/// <https://docs.mollie.com/reference/list-refunds>.
pub(super) async fn all(
    account: &Account,
    payment: &str,
) -> Result<Result<Vec<Value>, Refused>, PortError> {
    let mut refunds = Vec::new();
    let path = ["v2", "payments", payment, "refunds"];
    let mut pages = account.api.pages(&path, "refunds");
    while let Some(said) = pages.next().await? {
        match said {
            Ok(page) => refunds.extend(page),
            Err(no) => return Ok(Err(no.refused)),
        }
    }
    Ok(Ok(refunds))
}

/// Whether a refund is, or will be, with the client.
pub(super) fn is_good(refund: &Value) -> bool {
    matches!(text(refund, "/status"), "queued" | "pending" | "processing" | "refunded")
}

fn said(account: &Account, refund: &Value) -> Result<RefundOutcome, PortError> {
    let reference = text(refund, "/id").to_owned();
    match text(refund, "/status") {
        _ if reference.is_empty() => Err(account.api.unreadable("a refund without an id")),
        "refunded" => Ok(RefundOutcome::Refunded { reference }),
        _ if is_good(refund) => Ok(RefundOutcome::Pending { reference }),
        other => {
            let why = format!("Mollie did not give it back ({other})");
            Ok(RefundOutcome::Refused(Refused::new("refund_failed", why)))
        }
    }
}
