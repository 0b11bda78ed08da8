//! Giving money back: <https://docs.stripe.com/api/refunds>.
//!
//! Asked first, sent second: the refunds of the payment say whether this one was made before and
//! how much is left, so that a repetition after any time gives back once.

use model::money::Money;
use ports::payment::{Refund, RefundOutcome};
use ports::{PortError, Refused};
use serde_json::Value;

use super::api::{form, text};
use super::charging::our_key;
use super::{Account, money};

/// Most refunds of one payment; Stripe gives as many in one page.
const REFUNDS_MAX: &str = "100";

/// Gives back all or part of a payment.
pub(super) async fn refund(account: &Account, refund: &Refund) -> Result<RefundOutcome, PortError> {
    let no = |code, message| Ok(RefundOutcome::Refused(Refused::new(code, message)));
    let plain = refund.reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !plain || !refund.reference.starts_with("pi_") {
        return no("no_such_payment", "There is no such payment at Stripe");
    }
    let minor = match money::to_stripe(refund.amount) {
        Some(minor) if minor > 0 => minor,
        _ => return no("amount_invalid", "Stripe cannot give back this amount"),
    };
    let intent = account.api.get(&["v1", "payment_intents", &refund.reference], &[]).await?;
    let paid = match intent {
        Ok(intent) if text(&intent, "status") == "succeeded" => {
            intent.get("amount_received").or_else(|| intent.get("amount")).and_then(Value::as_i64)
        }
        Ok(_) => return no("not_paid", "There is nothing to give back of this payment"),
        Err(no) => return Ok(RefundOutcome::Refused(no.refused)),
    };
    let query = [("payment_intent", refund.reference.as_str()), ("limit", REFUNDS_MAX)];
    let page = match account.api.get(&["v1", "refunds"], &query).await? {
        Ok(page) => page,
        Err(no) => return Err(account.api.unreadable(format!("refunds: {}", no.refused))),
    };
    let earlier = page.get("data").and_then(Value::as_array).cloned().unwrap_or_default();
    if let Some(same) = earlier.iter().find(|each| our_key(each) == refund.idempotency_key) {
        return if amount_of(same) == Some(minor) {
            read(account, same)
        } else {
            no("key_reused", "Another amount was given back under this key")
        };
    }
    let given: i64 = earlier.iter().filter(|each| stands(each)).filter_map(amount_of).sum();
    let left = paid.map(|paid| paid.saturating_sub(given));
    if left.is_none_or(|left| minor > left) {
        return no("more_than_left", "This is more than is left of the payment");
    }
    send(account, refund, minor).await
}

async fn send(account: &Account, refund: &Refund, minor: i64) -> Result<RefundOutcome, PortError> {
    let fields = form([
        ("payment_intent", refund.reference.as_str()),
        ("amount", minor.to_string().as_str()),
        ("metadata[hostler_installation]", account.installation.as_str()),
        ("metadata[hostler_key]", refund.idempotency_key.as_str()),
    ]);
    let key = account.key(&refund.idempotency_key, "");
    match account.api.post(&["v1", "refunds"], &key, fields).await? {
        Ok(object) => read(account, &object),
        Err(no) => Ok(RefundOutcome::Refused(no.refused)),
    }
}

fn read(account: &Account, object: &Value) -> Result<RefundOutcome, PortError> {
    let reference = text(object, "id").to_owned();
    match text(object, "status") {
        "succeeded" => Ok(RefundOutcome::Refunded { reference }),
        "pending" | "requires_action" => Ok(RefundOutcome::Pending { reference }),
        "failed" | "canceled" => {
            let why = text(object, "failure_reason");
            Ok(RefundOutcome::Refused(Refused::new("refund_failed", format!("It failed: {why}"))))
        }
        other => Err(account.api.unreadable(format!("a refund with the status {other:?}"))),
    }
}

fn amount_of(refund: &Value) -> Option<i64> {
    refund.get("amount").and_then(Value::as_i64)
}

fn stands(refund: &Value) -> bool {
    !matches!(text(refund, "status"), "failed" | "canceled")
}

/// The amount of a refund in a web hook.
pub(super) fn amount(object: &Value) -> Option<Money> {
    money::of_object(amount_of(object), text(object, "currency"))
}
