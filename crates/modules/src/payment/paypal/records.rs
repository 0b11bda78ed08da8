//! What PayPal has written down: <https://developer.paypal.com/docs/api/transaction-search/v1/>,
//! which the app must be allowed to use ("Transaction search"), and which is up to three hours
//! late.

use jiff::{SignedDuration, Timestamp};
use ports::PortError;
use ports::payment::{GatewayRecord, Recorded};
use reqwest::Method;
use serde_json::Value;

use super::Account;
use super::api::text;
use super::money::from_paypal;
use crate::http::Request;

/// The longest time that is told of at once.
const SPAN: SignedDuration = SignedDuration::from_hours(31 * 24);
/// Most rows of a page.
const PAGE: &str = "500";
/// Pages that are read; a part must not be taken for the whole.
const PAGES_MAX: usize = 200;
/// What payments of any kind begin with, and refunds by the merchant are
/// (<https://developer.paypal.com/docs/transaction-search/transaction-event-codes/>).
const PAYMENTS: &str = "T00";
const REFUND: &str = "T1107";

/// Payments of ours and refunds since then (Unix seconds), but no more than 31 days back.
pub(super) async fn since(
    account: &Account,
    since: i64,
    now: Timestamp,
) -> Result<Vec<GatewayRecord>, PortError> {
    let earliest = now - SPAN;
    let from = Timestamp::from_second(since).map_or(earliest, |from| from.max(earliest));
    let mut found = Vec::new();
    for page in 1..=PAGES_MAX {
        let request = Request::new(Method::GET, &["v1", "reporting", "transactions"])
            .query("start_date", from.to_string())
            .query("end_date", now.to_string())
            .query("fields", "transaction_info")
            .query("page_size", PAGE)
            .query("page", page.to_string());
        let said = match account.api.send(request).await? {
            Ok(said) => said,
            Err(no) => return Err(account.api.unreadable(format!("records: {}", no.refused))),
        };
        let Some(rows) = said.get("transaction_details").and_then(Value::as_array) else {
            return Err(account.api.unreadable("records without transactions"));
        };
        for row in rows {
            found.extend(read(account, row.get("transaction_info").unwrap_or(&Value::Null)));
        }
        let pages = said.get("total_pages").and_then(Value::as_u64).unwrap_or_default();
        if u64::try_from(page).is_ok_and(|page| page >= pages) {
            return Ok(found);
        }
    }
    Err(account.api.unreadable("more records than can be read"))
}

/// A transaction that is carried out, and is a payment with our key or a refund.
fn read(account: &Account, info: &Value) -> Option<GatewayRecord> {
    if text(info, "/transaction_status") != "S" {
        return None;
    }
    let amount = info.get("transaction_amount").and_then(from_paypal)?;
    let reference = text(info, "/transaction_id").to_owned();
    let code = text(info, "/transaction_event_code");
    if code == REFUND {
        let payment = text(info, "/paypal_reference_id").to_owned();
        let amount = amount.neg().ok()?;
        return Some(GatewayRecord { reference, amount, what: Recorded::Refund { payment } });
    }
    let key = account.key(text(info, "/custom_field")).filter(|_| code.starts_with(PAYMENTS))?;
    let what = Recorded::Payment { idempotency_key: key.to_owned() };
    amount.is_positive().then_some(GatewayRecord { reference, amount, what })
}
