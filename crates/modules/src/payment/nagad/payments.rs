//! Payments: begun by us in two steps, made by the client at Nagad.

use model::money::{Currency, Money};
use ports::payment::{Asked, Charge, ChargeOutcome};
use ports::provisioning::ConnectionOutcome;
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::api::{Api, text};
use crate::payment::decimals::with_digits;

/// Taka among the numbers of ISO 4217.
const TAKA: &str = "050";
/// Letters and digits of an order's name that make it Nagad's only one.
const ORDER_CHARS: usize = 12;
const CHALLENGE_CHARS: usize = 40;

/// Begins a payment and says where the client makes it.
pub(super) async fn begin(
    api: &Api,
    charge: &Charge,
    return_url: &str,
) -> Result<ChargeOutcome, PortError> {
    let Some(amount) = to_nagad(charge.amount) else {
        let why = format!("Nagad cannot take {} {}", charge.amount, charge.amount.currency.code());
        return Ok(ChargeOutcome::Refused(Refused::new("amount", why)));
    };
    let order = format!("{}H{}", charge.invoice, api.chance.hex(ORDER_CHARS));
    let (reference, challenge) = match initialise(api, &order).await? {
        Ok(begun) => begun,
        Err(no) => return Ok(ChargeOutcome::Refused(no)),
    };
    let mut body = api.sealed(&json!({
        "merchantId": api.merchant.id,
        "orderId": order,
        "currencyCode": TAKA,
        "amount": amount,
        "challenge": challenge,
    }))?;
    body["merchantCallbackURL"] = json!(return_url);
    // The key, for whoever reads it at Nagad.
    body["additionalMerchantInfo"] = json!({ "key": charge.idempotency_key });
    let said = match api.post(&["check-out", "complete", &reference], body).await? {
        Ok(said) => said,
        Err(no) => return Ok(ChargeOutcome::Refused(no)),
    };
    match (text(&said, "status"), text(&said, "callBackUrl")) {
        ("Success", url) if url.starts_with("http") => {
            Ok(ChargeOutcome::ActionNeeded { reference, url: url.to_owned() })
        }
        ("Success", _) => Err(api.unreadable("a payment without a page")),
        (status, _) => {
            let why = text(&said, "message");
            let why = if why.is_empty() { "Nagad does not say why" } else { why };
            Ok(ChargeOutcome::Refused(Refused::new(status, why)))
        }
    }
}

/// What became of a charge. A payment that nobody knows the reference of was never made, since its
/// page was never told to anybody.
pub(super) async fn look_up(api: &Api, asked: &Asked) -> Result<Option<ChargeOutcome>, PortError> {
    // What was paid is known by two names.
    let reference = asked.reference.split(' ').next_back().unwrap_or_default();
    if reference.is_empty() {
        return Ok(None);
    }
    let found = match api.get(&["verify", "payment", reference]).await? {
        Ok(found) => found,
        Err(no) => return Err(api.unreadable(no.to_string())),
    };
    if text(&found, "merchantId") != api.merchant.id {
        return Err(api.unreadable("a payment of another merchant"));
    }
    said(api, reference, &found).map(Some)
}

/// An order without an amount, which is forgotten: it says whether both keys are right.
pub(super) async fn test(api: &Api) -> Result<ConnectionOutcome, PortError> {
    let order = format!("T{}", api.chance.hex(ORDER_CHARS));
    match initialise(api, &order).await {
        Ok(Ok(_)) => Ok(ConnectionOutcome::Reached { version: "Nagad v-0.2.0".to_owned() }),
        Ok(Err(no)) => Ok(ConnectionOutcome::Refused(no)),
        Err(PortError::Configuration { setting, why, .. }) => {
            Ok(ConnectionOutcome::Refused(Refused::new("keys", format!("{setting} {why}"))))
        }
        Err(error) => Err(error),
    }
}

/// Reference and challenge of a new order.
async fn initialise(
    api: &Api,
    order: &str,
) -> Result<Result<(String, String), Refused>, PortError> {
    let ours = api.chance.hex(CHALLENGE_CHARS);
    let id = api.merchant.id.as_str();
    let mut body = api.sealed(&json!({
        "merchantId": id,
        "datetime": api.time(),
        "orderId": order,
        "challenge": ours,
    }))?;
    if let Some(account) = &api.merchant.account {
        body["accountNumber"] = json!(account);
    }
    let answer = match api.post(&["check-out", "initialize", id, order], body).await? {
        Ok(answer) => answer,
        Err(no) => return Ok(Err(no)),
    };
    let inner = api.unsealed(&answer)?;
    let (reference, challenge) = (text(&inner, "paymentReferenceId"), text(&inner, "challenge"));
    let plain = reference.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if reference.is_empty() || !plain || challenge.is_empty() {
        return Err(api.unreadable("an order without reference or challenge"));
    }
    Ok(Ok((reference.to_owned(), challenge.to_owned())))
}

/// An amount in Nagad's words; `None` if it cannot be said there.
fn to_nagad(amount: Money) -> Option<String> {
    let good = amount.currency.code() == "BDT" && amount.is_positive();
    good.then(|| with_digits(amount, 2)).flatten().map(|amount| amount.to_string())
}

/// What a payment says. What is neither done nor given up may still be made. Fees are on Nagad's
/// statements.
fn said(api: &Api, reference: &str, found: &Value) -> Result<ChargeOutcome, PortError> {
    let status = text(found, "status");
    match status.to_ascii_lowercase().as_str() {
        "" => Err(api.unreadable("a payment without a status")),
        "success" => {
            let transaction = text(found, "issuerPaymentRefNo");
            if transaction.is_empty() || text(found, "statusCode") != "000" {
                return Err(api.unreadable("a payment that is made, without its number"));
            }
            let currency = Currency::iso("BDT").map_err(|_| api.unreadable("there is no taka"))?;
            let reference = format!("{transaction} {reference}");
            Ok(ChargeOutcome::paid(reference, Money::zero(currency)))
        }
        "aborted" | "cancelled" | "canceled" | "failed" | "fraud" | "invalidrequest" => {
            let why = text(found, "message");
            let usual = format!("The payment is {}", status.to_ascii_lowercase());
            let why = if why.is_empty() { usual } else { why.to_owned() };
            Ok(ChargeOutcome::Refused(Refused::new(status, why)))
        }
        _ => Ok(ChargeOutcome::Pending { reference: reference.to_owned() }),
    }
}
