//! Payments: made by us, paid by the client at Mollie, or by a mandate without the client.

use jiff::Timestamp;
use model::money::Money;
use ports::payment::{Asked, Charge, ChargeOutcome, ChargeSource};
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::api::text;
use super::mandates::{self, Parts};
use super::money::{from_mollie, to_mollie};
use super::{Account, MODULE};

/// Longest description that Mollie takes.
const DESCRIPTION_CHARS_MAX: usize = 255;

/// How far Mollie's time may be from ours.
const SPARE_SECONDS: i64 = 3_600;

/// Makes a payment: one that the client is sent to, or one by a mandate that it gave before.
pub(super) async fn begin(account: &Account, charge: &Charge) -> Result<ChargeOutcome, PortError> {
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
        "metadata": { "key": key },
    });
    match &charge.source {
        ChargeSource::Token(token) => {
            let Some(Parts { customer, mandate }) = mandates::parts(token) else {
                return Ok(ChargeOutcome::Refused(mandates::no_such_token()));
            };
            payment["sequenceType"] = json!("recurring");
            payment["customerId"] = json!(customer);
            payment["mandateId"] = json!(mandate);
        }
        ChargeSource::Hosted { return_url, keep } => {
            payment["redirectUrl"] = json!(return_url);
            if let Some(owner) = keep {
                payment["sequenceType"] = json!("first");
                match mandates::customer(account, owner, &key).await? {
                    Ok(customer) => payment["customerId"] = json!(customer),
                    Err(no) => return Ok(ChargeOutcome::Refused(no)),
                }
            }
        }
        ChargeSource::Card(_) => {
            return Err(PortError::Unsupported { module: MODULE, capability: "card numbers" });
        }
    }
    if let Some(url) = &account.webhook_url {
        payment["webhookUrl"] = json!(url);
    }
    match account.api.post(&["v2", "payments"], &key, payment).await? {
        Ok(payment) => said(account, &payment).await,
        Err(no) => Ok(ChargeOutcome::Refused(no.refused)),
    }
}

/// What became of a charge. One whose id is not known is looked for among all since it was begun:
/// nobody knows its page, but a mandate needs none.
pub(super) async fn look_up(
    account: &Account,
    asked: &Asked,
) -> Result<Option<ChargeOutcome>, PortError> {
    if asked.reference.is_empty() {
        return match find(account, asked).await? {
            Some(payment) => said(account, &payment).await.map(Some),
            None => Ok(None),
        };
    }
    match account.api.get(&["v2", "payments", &asked.reference]).await? {
        Ok(payment) => said(account, &payment).await.map(Some),
        Err(no) => Err(account.api.unreadable(no.refused.to_string())),
    }
}

/// The payment with our key: <https://docs.mollie.com/reference/list-payments>, the newest first.
async fn find(account: &Account, asked: &Asked) -> Result<Option<Value>, PortError> {
    let key = account.mark(&asked.idempotency_key);
    let mut pages = account.api.pages(&["v2", "payments"], "payments");
    while let Some(said) = pages.next().await? {
        let payments = said.map_err(|no| account.api.unreadable(no.refused.to_string()))?;
        if let Some(found) = payments.iter().find(|each| text(each, "/metadata/key") == key) {
            return Ok(Some(found.clone()));
        }
        if payments.last().is_none_or(|last| is_before(last, asked.since)) {
            return Ok(None);
        }
    }
    Ok(None)
}

/// Whether a payment was made before the charge that is looked for, and so all that follow it.
fn is_before(payment: &Value, since: Option<i64>) -> bool {
    let made = text(payment, "/createdAt").parse::<Timestamp>().ok();
    let both = made.zip(since);
    both.is_some_and(|(made, since)| made.as_second() < since - SPARE_SECONDS)
}

/// What a payment says: <https://docs.mollie.com/docs/status-change>.
pub(super) async fn said(account: &Account, payment: &Value) -> Result<ChargeOutcome, PortError> {
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
            let fee = Money::zero(amount.currency);
            let kept = mandates::given_with(account, payment).await?;
            Ok(ChargeOutcome::Paid { reference, fee, kept })
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
