//! Payments: made by us, agreed to by the client at bKash, executed by us.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use model::money::{Currency, Money};
use ports::payment::{Asked, Charge, ChargeOutcome};
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::api::{Api, text};
use crate::payment::decimals::with_digits;

/// For so long a payment is executed after it was made.
const GOOD_HOURS: i64 = 24;

/// Makes a payment and says where the client agrees to it.
pub(super) async fn begin(
    api: &Api,
    charge: &Charge,
    return_url: &str,
) -> Result<ChargeOutcome, PortError> {
    let Some(amount) = to_bkash(charge.amount) else {
        let why = format!("bKash cannot take {} {}", charge.amount, charge.amount.currency.code());
        return Ok(ChargeOutcome::Refused(Refused::new("amount", why)));
    };
    let payment = json!({
        "mode": "0011",
        "payerReference": charge.client.to_string(),
        "callbackURL": return_url,
        "amount": amount,
        "currency": "BDT",
        "intent": "sale",
        "merchantInvoiceNumber": charge.invoice.to_string(),
    });
    let made = match api.ask(&["create"], payment).await? {
        Ok(made) => made,
        Err(no) => return Ok(ChargeOutcome::Refused(no)),
    };
    let (reference, url) = (text(&made, "paymentID"), text(&made, "bkashURL"));
    if reference.is_empty() || !url.starts_with("http") {
        return Err(api.unreadable("a payment without id or page"));
    }
    Ok(ChargeOutcome::ActionNeeded { reference: reference.to_owned(), url: url.to_owned() })
}

/// What became of a charge; one that the client agreed to is executed. A payment that nobody knows
/// the id of was never agreed to, since its page was never told to anybody.
pub(super) async fn look_up(
    api: &Api,
    asked: &Asked,
    now: Timestamp,
) -> Result<Option<ChargeOutcome>, PortError> {
    let (payment, _) = parts(&asked.reference);
    if payment.is_empty() {
        return Ok(None);
    }
    let found = match status(api, payment).await? {
        Ok(found) => found,
        // Payments that nobody agrees to are forgotten.
        Err(no) if no.code == "2002" => return Ok(Some(expired())),
        Err(no) => return Err(api.unreadable(no.to_string())),
    };
    if text(&found, "transactionStatus") == "Completed" {
        return paid(api, payment, &found).map(Some);
    }
    if is_over(text(&found, "paymentCreateTime"), now) {
        return Ok(Some(expired()));
    }
    if !text(&found, "verificationStatus").eq_ignore_ascii_case("complete") {
        return Ok(Some(ChargeOutcome::Pending { reference: payment.to_owned() }));
    }
    match api.ask(&["execute"], json!({ "paymentID": payment })).await? {
        Ok(done) if text(&done, "transactionStatus") == "Completed" => {
            paid(api, payment, &done).map(Some)
        }
        Ok(_) => Ok(Some(ChargeOutcome::Pending { reference: payment.to_owned() })),
        // Somebody was faster.
        Err(no) if matches!(no.code.as_str(), "2062" | "2117") => {
            match status(api, payment).await? {
                Ok(found) if text(&found, "transactionStatus") == "Completed" => {
                    paid(api, payment, &found).map(Some)
                }
                _ => Err(api.unreadable(no.to_string())),
            }
        }
        // Not agreed to after all.
        Err(no) if matches!(no.code.as_str(), "2054" | "2056" | "2060") => {
            Ok(Some(ChargeOutcome::Pending { reference: payment.to_owned() }))
        }
        Err(no) => Ok(Some(ChargeOutcome::Refused(no))),
    }
}

/// Refunds need both ids: the payment's and the transaction's.
pub(super) fn parts(reference: &str) -> (&str, &str) {
    match reference.split_once(' ') {
        Some((transaction, payment)) => (payment, transaction),
        None => (reference, ""),
    }
}

/// An amount in bKash's words; `None` if it cannot be said there.
pub(super) fn to_bkash(amount: Money) -> Option<String> {
    let good = amount.currency.code() == "BDT" && amount.is_positive();
    good.then(|| with_digits(amount, 2)).flatten().map(|amount| amount.to_string())
}

async fn status(api: &Api, payment: &str) -> super::api::Said {
    api.ask(&["payment", "status"], json!({ "paymentID": payment })).await
}

/// Fees are on bKash's statements.
fn paid(api: &Api, payment: &str, found: &Value) -> Result<ChargeOutcome, PortError> {
    let transaction = text(found, "trxID");
    if transaction.is_empty() {
        return Err(api.unreadable("a payment that is done, without a transaction"));
    }
    let currency = Currency::iso("BDT").map_err(|_| api.unreadable("there is no taka"))?;
    let reference = format!("{transaction} {payment}");
    Ok(ChargeOutcome::paid(reference, Money::zero(currency)))
}

fn expired() -> ChargeOutcome {
    ChargeOutcome::Refused(Refused::new("expired", "The payment was not made in time"))
}

/// `2026-01-01T15:00:00:000 GMT+0600`: the time of Bangladesh. What cannot be read is not over.
fn is_over(made: &str, now: Timestamp) -> bool {
    let made = made.get(..19).and_then(|text| text.parse::<DateTime>().ok());
    let made = made.and_then(|made| Offset::constant(6).to_timestamp(made).ok());
    let end = made.and_then(|made| made.checked_add(GOOD_HOURS.hours()).ok());
    end.is_some_and(|end| end < now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payment_is_over_after_a_day_in_bangladesh() {
        let made = "2026-01-01T15:00:00:000 GMT+0600";
        for (now, over) in [
            ("2026-01-01T09:00:00Z", false),
            ("2026-01-02T08:59:59Z", false),
            ("2026-01-02T09:00:01Z", true),
        ] {
            assert_eq!(is_over(made, now.parse().unwrap()), over, "{now}");
        }
        assert!(!is_over("soon", "2030-01-01T00:00:00Z".parse().unwrap()));
    }

    #[test]
    fn amounts_and_references_are_written_as_bkash_does() {
        let taka = |minor, digits| Money::from_minor(minor, Currency::new("BDT", digits).unwrap());
        assert_eq!(to_bkash(taka(1_050, 2)).as_deref(), Some("10.50"));
        assert_eq!(to_bkash(taka(10, 0)).as_deref(), Some("10.00"));
        assert_eq!(to_bkash(taka(0, 2)), None);
        assert_eq!(to_bkash(Money::from_minor(1_050, Currency::EUR)), None);
        assert_eq!(parts("TRX1 PAY1"), ("PAY1", "TRX1"));
        assert_eq!(parts("PAY1"), ("PAY1", ""));
    }
}
