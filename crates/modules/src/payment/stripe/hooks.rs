//! Web hooks: <https://docs.stripe.com/webhooks#verify-manually>.
//!
//! Events come twice and in any order. None of them makes an outcome less certain than it was: a
//! failure that another event may overtake is left to the look-up.

use hmac::{Hmac, KeyInit, Mac};
use model::money::Money;
use ports::PortError;
use ports::payment::{ChargeOutcome, GatewayEvent, GatewayNews, WebHook, WebHookOutcome};
use serde_json::Value;
use sha2::Sha256;

use super::api::{refused, text};
use super::charging::{is_ours, our_key};
use super::{Account, MODULE, checkout, money, refunding};

/// How far the time of a signature may be from ours, in seconds; Stripe's own libraries say 300.
const TOLERANCE_SECONDS: i64 = 300;

/// Checks the signature over the raw body, then reads what it says.
pub(super) fn read(account: &Account, hook: &WebHook) -> Result<WebHookOutcome, PortError> {
    let Some(secret) = &account.webhook_secret else {
        return Err(PortError::setting(MODULE, "webhook_secret", "is missing"));
    };
    let header = hook.headers.iter().find(|(name, _)| name == "stripe-signature");
    let header = header.map(|(_, value)| value.as_str()).unwrap_or_default();
    let now = hook.received_at.as_second();
    if let Err(why) = verify(secret.expose(), header, &hook.body, now) {
        return Ok(WebHookOutcome::Forged { why: why.to_owned() });
    }
    // Signed and not JSON: nothing that a repetition would mend.
    let Ok(event) = serde_json::from_slice::<Value>(&hook.body) else {
        return Ok(WebHookOutcome::Ignored);
    };
    let id = text(&event, "id");
    let object = event.pointer("/data/object");
    let (false, Some(object)) = (id.is_empty(), object) else {
        return Ok(WebHookOutcome::Ignored);
    };
    let news = news(account, text(&event, "type"), object);
    Ok(news.map_or(WebHookOutcome::Ignored, |(key, amount, what)| {
        let idempotency_key = (!key.is_empty()).then(|| key.to_owned());
        let event = id.to_owned();
        WebHookOutcome::Event(GatewayEvent { event, idempotency_key, amount, what })
    }))
}

/// `t=1492774577,v1=5257a8…,v1=…`: any signature of the scheme v1 will do, there are two while the
/// secret is being changed.
fn verify(secret: &str, header: &str, body: &[u8], now: i64) -> Result<(), &'static str> {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let time = parts().find(|(name, _)| *name == "t").map(|(_, value)| value);
    let time = time.ok_or("no time in the signature")?;
    let seconds: i64 = time.parse().map_err(|_| "the time is not a number")?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| "no secret")?;
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    let signed = parts().filter(|(name, _)| *name == "v1").any(|(_, value)| {
        // `verify_slice` compares in constant time.
        unhex(value).is_some_and(|bytes| mac.clone().verify_slice(&bytes).is_ok())
    });
    if !signed {
        return Err("no signature that fits");
    }
    if now.abs_diff(seconds) > TOLERANCE_SECONDS.unsigned_abs() {
        return Err("the signature is too old");
    }
    Ok(())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?)).collect()
}

type News<'a> = (&'a str, Option<Money>, GatewayNews);

fn news<'a>(account: &Account, kind: &str, object: &'a Value) -> Option<News<'a>> {
    match kind {
        "refund.created" | "refund.updated" | "refund.failed" | "charge.refund.updated" => {
            let (payment, reference) = (text(object, "payment_intent"), text(object, "id"));
            let reference = reference.to_owned();
            let what = match text(object, "status") {
                "succeeded" if !payment.is_empty() => {
                    GatewayNews::Refunded { payment: payment.to_owned(), reference }
                }
                "failed" | "canceled" => GatewayNews::RefundFailed { reference },
                _ => return None,
            };
            Some(("", refunding::amount(object), what))
        }
        "charge.dispute.created" => {
            let payment = text(object, "payment_intent");
            let what = GatewayNews::Disputed { payment: payment.to_owned() };
            (!payment.is_empty()).then(|| ("", refunding::amount(object), what))
        }
        // An inquiry that ends without a dispute leaves the money here, too.
        "charge.dispute.closed" => {
            let won = match text(object, "status") {
                "won" | "warning_closed" => true,
                "lost" => false,
                _ => return None,
            };
            let payment = text(object, "payment_intent").to_owned();
            let named = !payment.is_empty();
            named.then_some(("", None, GatewayNews::DisputeEnded { payment, won }))
        }
        _ if !is_ours(account, object) => None,
        "checkout.session.expired" => {
            let what = GatewayNews::Charge(ChargeOutcome::Refused(checkout::expired()));
            Some((our_key(object), None, what))
        }
        _ => {
            let minor = object.get("amount").and_then(Value::as_i64);
            let amount = money::of_object(minor, text(object, "currency"))?;
            let outcome = charge(kind, object, amount)?;
            Some((our_key(object), Some(amount), GatewayNews::Charge(outcome)))
        }
    }
}

/// What an event about an intent says. The fee is not in it; a look-up knows it.
fn charge(kind: &str, intent: &Value, amount: Money) -> Option<ChargeOutcome> {
    let reference = text(intent, "id").to_owned();
    match kind {
        "payment_intent.succeeded" => {
            Some(ChargeOutcome::paid(reference, Money::zero(amount.currency)))
        }
        "payment_intent.processing" => Some(ChargeOutcome::Pending { reference }),
        "payment_intent.canceled" => {
            let no = ports::Refused::new("canceled", "The charge was canceled");
            Some(ChargeOutcome::Refused(no))
        }
        "payment_intent.payment_failed" => {
            let error = intent.get("last_payment_error").filter(|error| error.is_object())?;
            // On Stripe's page the client tries again; a client who is to confirm may still do so.
            let goes_on = intent.pointer("/metadata/hostler_hosted").is_some()
                || text(error, "code") == "authentication_required";
            (!goes_on).then(|| ChargeOutcome::Refused(refused(error)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_signatures_are_no_signatures() {
        for header in ["", "t=", "v1=00", "t=x,v1=00", "t=1", "t=1,v1=0", "t=1,v1=zz", "t=1,v0=00"]
        {
            assert!(verify("whsec_a", header, b"{}", 1).is_err(), "{header}");
        }
    }
}
