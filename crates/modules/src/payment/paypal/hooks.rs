//! Web hooks: handed back to PayPal with the headers that they came with, which says whether they
//! are its own (<https://developer.paypal.com/docs/api/webhooks/v1/#verify-webhook-signature>).
//!
//! The event goes back byte for byte: its signature is over a checksum of these bytes.

use model::money::Money;
use ports::PortError;
use ports::payment::{ChargeOutcome, GatewayEvent, GatewayNews, WebHook, WebHookOutcome};
use serde_json::{Value, json};

use super::api::text;
use super::money::from_paypal;
use super::{Account, MODULE, orders, vault};

/// How far the time of a transmission may be from ours, in seconds: PayPal sends again for days,
/// each time with the time of that transmission.
const TOLERANCE_SECONDS: i64 = 3_600;

/// What PayPal wants back, by the header that it comes in.
const HEADERS: [(&str, &str); 5] = [
    ("auth_algo", "paypal-auth-algo"),
    ("cert_url", "paypal-cert-url"),
    ("transmission_id", "paypal-transmission-id"),
    ("transmission_sig", "paypal-transmission-sig"),
    ("transmission_time", "paypal-transmission-time"),
];

/// Has PayPal check the signature, then reads what it says.
pub(super) async fn read(account: &Account, hook: &WebHook) -> Result<WebHookOutcome, PortError> {
    let Some(webhook) = &account.webhook_id else {
        return Err(PortError::setting(MODULE, "webhook_id", "is missing"));
    };
    let forged = |why: &str| Ok(WebHookOutcome::Forged { why: why.to_owned() });
    let Ok(event) = serde_json::from_slice::<Value>(&hook.body) else {
        return forged("the body is not JSON");
    };
    let Ok(raw) = std::str::from_utf8(&hook.body) else { return forged("the body is not text") };
    let mut asked = vec![format!("\"webhook_id\":{}", json!(webhook))];
    for (name, header) in HEADERS {
        let value = hook.headers.iter().find(|(each, _)| each == header).map(|(_, value)| value);
        let Some(value) = value else { return forged(&format!("there is no header {header}")) };
        if name == "transmission_time" && !is_fresh(value, hook.received_at) {
            return forged("the time of transmission is not now");
        }
        asked.push(format!("\"{name}\":{}", json!(value)));
    }
    asked.push(format!("\"webhook_event\":{raw}"));
    let path = ["v1", "notifications", "verify-webhook-signature"];
    match account.api.post_text(&path, format!("{{{}}}", asked.join(","))).await? {
        Ok(said) if text(&said, "/verification_status") == "SUCCESS" => {}
        Ok(_) => return forged("PayPal says that it is not its own"),
        Err(no) => return forged(&no.refused.to_string()),
    }
    let news = match text(&event, "/event_type") {
        "VAULT.PAYMENT-TOKEN.CREATED" => vault::news(account, &event).await?,
        _ => news(account, &event)?,
    };
    Ok(news.map_or(WebHookOutcome::Ignored, WebHookOutcome::Event))
}

fn is_fresh(time: &str, now: jiff::Timestamp) -> bool {
    let time = time.parse::<jiff::Timestamp>();
    time.is_ok_and(|time| {
        time.as_second().abs_diff(now.as_second()) <= TOLERANCE_SECONDS.unsigned_abs()
    })
}

/// <https://developer.paypal.com/api/rest/webhooks/event-names/>
fn news(account: &Account, event: &Value) -> Result<Option<GatewayEvent>, PortError> {
    let resource = event.get("resource").cloned().unwrap_or_default();
    let reference = text(&resource, "/id").to_owned();
    let amount = resource.get("amount").and_then(from_paypal);
    let of_order = resource.pointer("/purchase_units/0/amount").and_then(from_paypal);
    let ours = |path: &str| account.key(text(&resource, path)).map(str::to_owned);
    let (key, amount, what): (Option<String>, Option<Money>, GatewayNews) =
        match text(event, "/event_type") {
            // Approved, not captured: whoever asks after it now has it captured.
            "CHECKOUT.ORDER.APPROVED" => {
                let Some(key) = ours("/purchase_units/0/custom_id") else { return Ok(None) };
                let what = GatewayNews::Charge(ChargeOutcome::Pending { reference });
                (Some(key), of_order, what)
            }
            "PAYMENT.CAPTURE.COMPLETED"
            | "PAYMENT.CAPTURE.PENDING"
            | "PAYMENT.CAPTURE.DECLINED"
            | "PAYMENT.CAPTURE.DENIED" => {
                let Some(key) = ours("/custom_id") else { return Ok(None) };
                let order = text(&resource, "/supplementary_data/related_ids/order_id");
                let what = GatewayNews::Charge(orders::captured(account, &resource, order)?);
                (Some(key), amount, what)
            }
            "PAYMENT.CAPTURE.REFUNDED" | "PAYMENT.CAPTURE.REVERSED" => {
                let links = resource.get("links").and_then(Value::as_array).into_iter().flatten();
                let mut up = links.filter(|link| text(link, "/rel") == "up");
                let payment = up.next().and_then(|link| text(link, "/href").rsplit('/').next());
                let Some(payment) = payment.map(str::to_owned) else { return Ok(None) };
                (None, amount, GatewayNews::Refunded { payment, reference })
            }
            "CUSTOMER.DISPUTE.CREATED" => {
                let path = "/disputed_transactions/0/seller_transaction_id";
                let payment = text(&resource, path).to_owned();
                if payment.is_empty() {
                    return Ok(None);
                }
                (None, None, GatewayNews::Disputed { payment })
            }
            "CUSTOMER.DISPUTE.RESOLVED" => match dispute_ended(&resource) {
                Some(what) => (None, None, what),
                None => return Ok(None),
            },
            "PAYMENT.REFUND.FAILED" => (None, None, GatewayNews::RefundFailed { reference }),
            _ => return Ok(None),
        };
    let event = text(event, "/id").to_owned();
    Ok(Some(GatewayEvent { event, idempotency_key: key, amount, what }))
}

/// How a dispute ended: <https://developer.paypal.com/docs/api/customer-disputes/v1/>.
fn dispute_ended(dispute: &Value) -> Option<GatewayNews> {
    let won = match text(dispute, "/dispute_outcome/outcome_code") {
        // With a payout the client has its money from PayPal, and we keep ours.
        "RESOLVED_SELLER_FAVOUR"
        | "RESOLVED_SELLER_FAVOR"
        | "RESOLVED_WITH_PAYOUT"
        | "CANCELED_BY_BUYER"
        | "DENIED" => true,
        "RESOLVED_BUYER_FAVOUR" | "RESOLVED_BUYER_FAVOR" | "ACCEPTED" => false,
        _ => return None,
    };
    let payment = text(dispute, "/disputed_transactions/0/seller_transaction_id").to_owned();
    (!payment.is_empty()).then_some(GatewayNews::DisputeEnded { payment, won })
}
