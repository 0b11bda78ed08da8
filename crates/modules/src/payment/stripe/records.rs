//! What Stripe has written down: <https://docs.stripe.com/api/payment_intents/list> and
//! <https://docs.stripe.com/api/refunds/list>, the newest first.

use ports::PortError;
use ports::payment::{GatewayRecord, Recorded};
use serde_json::Value;

use super::api::text;
use super::charging::{is_ours, our_key};
use super::{Account, money, refunding};

/// Pages of a hundred that are read of each list; a part must not be taken for the whole.
const PAGES_MAX: usize = 1_000;

/// Payments of ours that were begun since then (Unix seconds) and are paid, and all refunds.
pub(super) async fn since(account: &Account, since: i64) -> Result<Vec<GatewayRecord>, PortError> {
    let unreadable = || account.api.unreadable("an entry without an amount");
    let mut found = Vec::new();
    for intent in newer(account, "payment_intents", since).await? {
        if text(&intent, "status") != "succeeded" || !is_ours(account, &intent) {
            continue;
        }
        let minor = intent.get("amount_received").or_else(|| intent.get("amount"));
        let minor = minor.and_then(Value::as_i64);
        found.push(GatewayRecord {
            reference: text(&intent, "id").to_owned(),
            amount: money::of_object(minor, text(&intent, "currency")).ok_or_else(unreadable)?,
            what: Recorded::Payment { idempotency_key: our_key(&intent).to_owned() },
        });
    }
    for refund in newer(account, "refunds", since).await? {
        let payment = text(&refund, "payment_intent");
        if payment.is_empty() || matches!(text(&refund, "status"), "failed" | "canceled") {
            continue;
        }
        found.push(GatewayRecord {
            reference: text(&refund, "id").to_owned(),
            amount: refunding::amount(&refund).ok_or_else(unreadable)?,
            what: Recorded::Refund { payment: payment.to_owned() },
        });
    }
    Ok(found)
}

/// The objects of a list that were made since then.
async fn newer(account: &Account, list: &str, since: i64) -> Result<Vec<Value>, PortError> {
    let mut found = Vec::new();
    let mut after = String::new();
    for _ in 0..PAGES_MAX {
        let mut query = vec![("limit", "100")];
        if !after.is_empty() {
            query.push(("starting_after", after.as_str()));
        }
        let mut page = match account.api.get(&["v1", list], &query).await? {
            Ok(page) => page,
            Err(no) => return Err(account.api.unreadable(format!("{list}: {}", no.refused))),
        };
        let more = page.get("has_more").and_then(Value::as_bool) == Some(true);
        let Some(Value::Array(rows)) = page.get_mut("data").map(Value::take) else {
            return Err(account.api.unreadable(format!("{list} without data")));
        };
        let is_new = |row: &&Value| row.get("created").and_then(Value::as_i64) >= Some(since);
        let last = rows.last().filter(is_new).map(|last| text(last, "id").to_owned());
        found.extend(rows.into_iter().filter(|row| is_new(&row)));
        match last.filter(|_| more) {
            Some(last) => after = last,
            None => return Ok(found),
        }
    }
    Err(account.api.unreadable(format!("more {list} than can be read")))
}
