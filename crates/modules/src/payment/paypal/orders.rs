//! Orders: made, approved by the client at PayPal or paid from the vault, captured by us.

use model::money::{Currency, Money};
use ports::payment::{Asked, Charge, ChargeOutcome, ChargeSource};
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::api::text;
use super::money::{from_paypal, to_paypal};
use super::{Account, MODULE, vault};

/// Longest description that PayPal takes.
const DESCRIPTION_CHARS_MAX: usize = 127;

/// Makes an order: one that the client is sent to, or one that is captured from the vault once its
/// id is known.
pub(super) async fn begin(account: &Account, charge: &Charge) -> Result<ChargeOutcome, PortError> {
    let Some(amount) = to_paypal(charge.amount) else {
        let why = format!("PayPal cannot take {} {}", charge.amount, charge.amount.currency.code());
        return Ok(ChargeOutcome::Refused(Refused::new("amount", why)));
    };
    let description: String = charge.description.chars().take(DESCRIPTION_CHARS_MAX).collect();
    let mut unit = json!({
        "reference_id": format!("invoice-{}", charge.invoice),
        "custom_id": account.mark(&charge.idempotency_key),
        "amount": amount,
    });
    if !description.is_empty() {
        unit["description"] = json!(description);
    }
    let payer = match &charge.source {
        ChargeSource::Token(token) if vault::is_token(token) => {
            unit["reference_id"] = json!(vault::reference(charge.invoice, token));
            None
        }
        ChargeSource::Token(_) => return Ok(ChargeOutcome::Refused(vault::no_such_token())),
        ChargeSource::Hosted { return_url, keep } => {
            Some(page(account, return_url, keep.is_some()))
        }
        ChargeSource::Card(_) => {
            return Err(PortError::Unsupported { module: MODULE, capability: "card numbers" });
        }
    };
    let mut order = json!({ "intent": "CAPTURE", "purchase_units": [unit] });
    if let Some(payer) = payer {
        order["payment_source"] = payer;
    }
    let key = account.mark(&charge.idempotency_key);
    match account.api.post(&["v2", "checkout", "orders"], &key, order).await? {
        // Nothing is taken from the vault before the order's id is written down.
        Ok(order) if vault::of_order(&order).is_some() => said(account, &order),
        Ok(order) => read(account, &order).await,
        Err(no) => Ok(ChargeOutcome::Refused(no.refused)),
    }
}

/// How the client pays on PayPal's page.
fn page(account: &Account, return_url: &str, keeps: bool) -> Value {
    let mut page = json!({
        "return_url": return_url,
        "cancel_url": return_url,
        "user_action": "PAY_NOW",
        "shipping_preference": "NO_SHIPPING",
    });
    if let Some(name) = &account.brand_name {
        page["brand_name"] = json!(name);
    }
    let mut paypal = json!({ "experience_context": page });
    if keeps {
        paypal["attributes"] = vault::wish();
    }
    json!({ "paypal": paypal })
}

/// What became of a charge. An order that nobody knows the id of was never approved, since its
/// address was never told to anybody.
pub(super) async fn look_up(
    account: &Account,
    asked: &Asked,
) -> Result<Option<ChargeOutcome>, PortError> {
    if asked.reference.is_empty() {
        return Ok(None);
    }
    match account.api.get(&["v2", "checkout", "orders", &asked.reference]).await? {
        Ok(order) => return read(account, &order).await.map(Some),
        Err(no) if no.status != 404 => return Err(account.api.unreadable(no.refused.to_string())),
        Err(_) => {}
    }
    match account.api.get(&["v2", "payments", "captures", &asked.reference]).await? {
        Ok(capture) => match text(&capture, "/supplementary_data/related_ids/order_id") {
            "" => captured(account, &capture, "").map(Some),
            // The order knows more: what was kept.
            order => match account.api.get(&["v2", "checkout", "orders", order]).await? {
                Ok(order) => said(account, &order).map(Some),
                Err(_) => captured(account, &capture, order).map(Some),
            },
        },
        // Orders that nobody approves are gone after some hours.
        Err(no) if no.status == 404 => {
            let why = "The payment was not approved in time";
            Ok(Some(ChargeOutcome::Refused(Refused::new("expired", why))))
        }
        Err(no) => Err(account.api.unreadable(no.refused.to_string())),
    }
}

/// What an order says; an approved one is captured.
async fn read(account: &Account, order: &Value) -> Result<ChargeOutcome, PortError> {
    let id = text(order, "/id");
    if id.is_empty() {
        return Err(account.api.unreadable("an order without an id"));
    }
    match text(order, "/status") {
        "APPROVED" => capture(account, order, json!({})).await,
        "CREATED" if vault::of_order(order).is_some() => {
            capture(account, order, vault::source(order)).await
        }
        _ => said(account, order),
    }
}

async fn capture(
    account: &Account,
    order: &Value,
    body: Value,
) -> Result<ChargeOutcome, PortError> {
    let id = text(order, "/id");
    let key = format!("{}/capture", text(order, "/purchase_units/0/custom_id"));
    let path = ["v2", "checkout", "orders", id, "capture"];
    match account.api.post(&path, &key, body).await? {
        Ok(order) => said(account, &order),
        Err(no) => match no.refused.code.as_str() {
            "ORDER_ALREADY_CAPTURED" => {
                match account.api.get(&["v2", "checkout", "orders", id]).await? {
                    Ok(order) => said(account, &order),
                    Err(no) => Err(account.api.unreadable(no.refused.to_string())),
                }
            }
            _ if vault::of_order(order).is_some() => Ok(ChargeOutcome::Refused(no.refused)),
            // The client may choose another way to pay there.
            "INSTRUMENT_DECLINED" | "PAYER_ACTION_REQUIRED" | "ORDER_NOT_APPROVED" => {
                Ok(waiting(order))
            }
            _ => Ok(ChargeOutcome::Refused(no.refused)),
        },
    }
}

fn said(account: &Account, order: &Value) -> Result<ChargeOutcome, PortError> {
    if let Some(capture) = order.pointer("/purchase_units/0/payments/captures/0") {
        let mut outcome = captured(account, capture, text(order, "/id"))?;
        if let ChargeOutcome::Paid { kept, .. } = &mut outcome {
            *kept = vault::kept_with(order);
        }
        return Ok(outcome);
    }
    match text(order, "/status") {
        "CREATED" if vault::of_order(order).is_some() => {
            Ok(ChargeOutcome::Pending { reference: text(order, "/id").to_owned() })
        }
        "CREATED" | "SAVED" | "PAYER_ACTION_REQUIRED" | "APPROVED" => Ok(waiting(order)),
        "VOIDED" => Ok(ChargeOutcome::Refused(Refused::new("voided", "The payment was given up"))),
        other => Err(account.api.unreadable(format!("an order with the status {other:?}"))),
    }
}

/// The client must approve it first.
fn waiting(order: &Value) -> ChargeOutcome {
    let reference = text(order, "/id").to_owned();
    let links = order.get("links").and_then(Value::as_array).into_iter().flatten();
    let mut links = links.filter(|link| matches!(text(link, "/rel"), "payer-action" | "approve"));
    match links.next().map(|link| text(link, "/href")).filter(|url| !url.is_empty()) {
        Some(url) => ChargeOutcome::ActionNeeded { reference, url: url.to_owned() },
        None => ChargeOutcome::Pending { reference },
    }
}

/// What a capture says: <https://developer.paypal.com/docs/api/payments/v2/#captures_get>.
pub(super) fn captured(
    account: &Account,
    capture: &Value,
    order: &str,
) -> Result<ChargeOutcome, PortError> {
    let reference = text(capture, "/id").to_owned();
    match text(capture, "/status") {
        // What was given back later was paid before.
        "COMPLETED" | "PARTIALLY_REFUNDED" | "REFUNDED" => {
            let amount = capture.get("amount").and_then(from_paypal);
            let amount =
                amount.ok_or_else(|| account.api.unreadable("a capture without an amount"))?;
            Ok(ChargeOutcome::paid(reference, fee(capture, amount.currency)))
        }
        "PENDING" => {
            let reference = if order.is_empty() { reference } else { order.to_owned() };
            Ok(ChargeOutcome::Pending { reference })
        }
        "DECLINED" | "FAILED" => {
            let reason = text(capture, "/status_details/reason");
            let code = if reason.is_empty() { "declined" } else { reason };
            Ok(ChargeOutcome::Refused(Refused::new(code, "PayPal did not carry out the payment")))
        }
        other => Err(account.api.unreadable(format!("a capture with the status {other:?}"))),
    }
}

/// What PayPal keeps, as far as it says so in the currency of the charge.
fn fee(capture: &Value, currency: Currency) -> Money {
    let fee = capture.pointer("/seller_receivable_breakdown/paypal_fee").and_then(from_paypal);
    let fee = fee.filter(|fee| fee.currency.code() == currency.code() && !fee.is_negative());
    fee.unwrap_or_else(|| Money::zero(currency))
}
