//! The vault: PayPal accounts that clients agreed to be charged later
//! (<https://developer.paypal.com/api/orders-v2/save-with-purchase/paypal>).
//!
//! The token of a charge stands in the order's `reference_id`, so that whoever asks after the order
//! can have it captured.

use model::ids::InvoiceId;
use ports::payment::{GatewayEvent, GatewayNews, KeptMethod};
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::Account;
use super::api::text;

/// Longest token that PayPal makes.
const TOKEN_BYTES_MAX: usize = 64;

/// Whether PayPal may know it.
pub(super) fn is_token(token: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !token.is_empty() && token.len() <= TOKEN_BYTES_MAX && token.bytes().all(plain)
}

/// Nothing can be charged to it.
pub(super) fn no_such_token() -> Refused {
    Refused::new("no_such_token", "There is no such PayPal account in the vault")
}

/// That the account is to be kept once the payment is carried out.
pub(super) fn wish() -> Value {
    json!({ "vault": { "store_in_vault": "ON_SUCCESS", "usage_type": "MERCHANT" } })
}

/// What an order from the vault is called.
pub(super) fn reference(invoice: InvoiceId, token: &str) -> String {
    format!("invoice-{invoice}/{token}")
}

/// The token that an order is to be paid with, if it is one of the vault.
pub(super) fn of_order(order: &Value) -> Option<&str> {
    let reference = text(order, "/purchase_units/0/reference_id");
    reference.split_once('/').map(|(_, token)| token).filter(|token| is_token(token))
}

/// What such an order is captured from.
pub(super) fn source(order: &Value) -> Value {
    json!({ "payment_source": { "paypal": { "vault_id": of_order(order) } } })
}

/// What was kept with an order. PayPal may also do so a little later, and tells that by web hook.
pub(super) fn kept_with(order: &Value) -> Option<KeptMethod> {
    let payer = order.pointer("/payment_source/paypal")?;
    let is_kept = text(payer, "/attributes/vault/status") == "VAULTED";
    is_kept.then(|| kept(text(payer, "/attributes/vault/id"), payer))?
}

fn kept(token: &str, payer: &Value) -> Option<KeptMethod> {
    is_token(token).then(|| KeptMethod {
        token: token.to_owned(),
        brand: "PayPal".to_owned(),
        description: text(payer, "/email_address").to_owned(),
        last_four: String::new(),
        expires_on: None,
    })
}

/// What `VAULT.PAYMENT-TOKEN.CREATED` says; its order knows whether it is one of ours.
pub(super) async fn news(
    account: &Account,
    event: &Value,
) -> Result<Option<GatewayEvent>, PortError> {
    let token = event.get("resource").unwrap_or(&Value::Null);
    let payer = token.pointer("/payment_source/paypal").unwrap_or(&Value::Null);
    let order = text(token, "/metadata/order_id");
    let Some(kept) = kept(text(token, "/id"), payer).filter(|_| is_token(order)) else {
        return Ok(None);
    };
    let order = match account.api.get(&["v2", "checkout", "orders", order]).await? {
        Ok(order) => order,
        Err(no) if no.status == 404 => return Ok(None),
        Err(no) => return Err(account.api.unreadable(no.refused.to_string())),
    };
    let key = account.key(text(&order, "/purchase_units/0/custom_id")).map(str::to_owned);
    Ok(key.map(|key| GatewayEvent {
        event: text(event, "/id").to_owned(),
        idempotency_key: Some(key),
        amount: None,
        what: GatewayNews::Kept(kept),
    }))
}

/// Takes an account out of the vault; one that is gone already counts as taken out.
pub(super) async fn forget(account: &Account, token: &str) -> Result<(), PortError> {
    if !is_token(token) {
        return Ok(());
    }
    match account.api.delete(&["v3", "vault", "payment-tokens", token]).await? {
        Ok(()) => Ok(()),
        Err(no) => Err(account.api.unreadable(no.refused.to_string())),
    }
}
