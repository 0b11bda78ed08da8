//! Web hooks: an id, and nothing else (<https://docs.mollie.com/reference/webhooks>). What happened
//! to that payment is fetched from Mollie, so that whoever sends one cannot make anything up.

use ports::PortError;
use ports::payment::{GatewayEvent, GatewayNews, WebHook, WebHookOutcome};
use serde_json::Value;

use super::api::text;
use super::money::from_mollie;
use super::{Account, payments, refunding};

/// Longest id of a payment.
const ID_BYTES_MAX: usize = 64;

/// Fetches the payment that a web hook names.
pub(super) async fn read(account: &Account, hook: &WebHook) -> Result<WebHookOutcome, PortError> {
    let forged = |why: &str| Ok(WebHookOutcome::Forged { why: why.to_owned() });
    let body = std::str::from_utf8(&hook.body).unwrap_or_default();
    let id = body.split('&').find_map(|pair| pair.strip_prefix("id="));
    let plain = |id: &&str| {
        let lawful = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        id.len() <= ID_BYTES_MAX && id.starts_with("tr_") && id.bytes().all(lawful)
    };
    let Some(id) = id.filter(plain) else { return forged("it names no payment") };
    let payment = match account.api.get(&["v2", "payments", id]).await? {
        Ok(payment) => payment,
        Err(no) if no.status == 404 => return forged("Mollie knows no such payment"),
        Err(no) => return Err(account.api.unreadable(no.refused.to_string())),
    };
    let Some(key) = account.key(text(&payment, "/metadata/key")) else {
        return Ok(WebHookOutcome::Ignored);
    };
    news(account, &payment, key).await.map(WebHookOutcome::Event)
}

/// The latest that is to be said of a payment.
async fn news(account: &Account, payment: &Value, key: &str) -> Result<GatewayEvent, PortError> {
    let id = text(payment, "/id").to_owned();
    let some = |name: &str| {
        let amount = payment.get(name).and_then(from_mollie);
        amount.is_some_and(model::money::Money::is_positive)
    };
    if some("amountChargedBack") {
        let event = format!("{id}/chargeback");
        let what = GatewayNews::Disputed { payment: id };
        return Ok(GatewayEvent { event, idempotency_key: None, amount: None, what });
    }
    if some("amountRefunded")
        && let Ok(refunds) = refunding::all(account, &id).await?
        && let Some(refund) = refunds.iter().find(|each| refunding::is_good(each))
    {
        let reference = text(refund, "/id").to_owned();
        let event = format!("{id}/{reference}");
        let amount = refund.get("amount").and_then(from_mollie);
        let what = GatewayNews::Refunded { payment: id, reference };
        return Ok(GatewayEvent { event, idempotency_key: None, amount, what });
    }
    let outcome = payments::said(account, payment).await?;
    Ok(GatewayEvent {
        event: format!("{id}/{}", text(payment, "/status")),
        idempotency_key: Some(key.to_owned()),
        amount: payment.get("amount").and_then(from_mollie),
        what: GatewayNews::Charge(outcome),
    })
}
