//! Payments: made by us, paid by the client at Mollie.

use model::money::Money;
use ports::payment::{Asked, Charge, ChargeOutcome};
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::Account;
use super::api::text;
use super::money::{from_mollie, to_mollie};

/// Longest description that Mollie takes.
const DESCRIPTION_CHARS_MAX: usize = 255;

/// Makes a payment and says where the client pays it.
pub(super) async fn begin(
    account: &Account,
    charge: &Charge,
    return_url: &str,
) -> Result<ChargeOutcome, PortError> {
    let Some(amount) = to_mollie(charge.amount) else {
        let why = format!("Mollie cannot take {} {}", charge.amount, charge.amount.currency.code());
        return Ok(ChargeOutcome::Refused(Refused::new("amount", why)));
    };
    let mut description: String = charge.description.chars().take(DESCRIPTION_CHARS_MAX).collect();
    if description.trim().is_empty() {
        description = format!("Invoice {}", charge.invoice);
    }
    let key = account.mark(&charge.idempotency_key);
    let mut payment = json!({
        "amount": amount,
        "description": description,
        "redirectUrl": return_url,
        "metadata": { "key": key },
    });
    if let Some(url) = &account.webhook_url {
        payment["webhookUrl"] = json!(url);
    }
    match account.api.post(&["v2", "payments"], &key, payment).await? {
        Ok(payment) => said(account, &payment),
        Err(no) => Ok(ChargeOutcome::Refused(no.refused)),
    }
}

/// What became of a charge. A payment that nobody knows the id of was never paid, since its page
/// was never told to anybody.
pub(super) async fn look_up(
    account: &Account,
    asked: &Asked,
) -> Result<Option<ChargeOutcome>, PortError> {
    if asked.reference.is_empty() {
        return Ok(None);
    }
    match account.api.get(&["v2", "payments", &asked.reference]).await? {
        Ok(payment) => said(account, &payment).map(Some),
        Err(no) => Err(account.api.unreadable(no.refused.to_string())),
    }
}

/// What a payment says: <https://docs.mollie.com/docs/status-change>.
pub(super) fn said(account: &Account, payment: &Value) -> Result<ChargeOutcome, PortError> {
    let reference = text(payment, "/id").to_owned();
    if reference.is_empty() {
        return Err(account.api.unreadable("a payment without an id"));
    }
    match text(payment, "/status") {
        // What was given back later was paid before. Fees are on Mollie's invoices.
        "paid" => {
            let amount = payment.get("amount").and_then(from_mollie);
            let amount =
                amount.ok_or_else(|| account.api.unreadable("a payment without an amount"))?;
            Ok(ChargeOutcome::Paid { reference, fee: Money::zero(amount.currency) })
        }
        "open" => match text(payment, "/_links/checkout/href") {
            "" => Ok(ChargeOutcome::Pending { reference }),
            url => Ok(ChargeOutcome::ActionNeeded { reference, url: url.to_owned() }),
        },
        "pending" | "authorized" => Ok(ChargeOutcome::Pending { reference }),
        status @ ("canceled" | "expired" | "failed") => {
            let reason = text(payment, "/details/failureMessage");
            let usual = format!("The payment is {status}");
            let why = if reason.is_empty() { usual } else { reason.to_owned() };
            Ok(ChargeOutcome::Refused(Refused::new(status, why)))
        }
        other => Err(account.api.unreadable(format!("a payment with the status {other:?}"))),
    }
}
