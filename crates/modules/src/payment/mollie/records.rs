//! What Mollie has written down: <https://docs.mollie.com/reference/list-payments> and
//! <https://docs.mollie.com/reference/list-all-refunds>, the newest first.

use jiff::Timestamp;
use ports::PortError;
use ports::payment::{GatewayRecord, Recorded};
use serde_json::Value;

use super::api::text;
use super::money::from_mollie;
use super::{Account, refunding};

/// Payments of ours that were made since then (Unix seconds) and are paid, and all refunds.
pub(super) async fn since(account: &Account, since: i64) -> Result<Vec<GatewayRecord>, PortError> {
    let amount = |row: &Value| {
        let amount = row.get("amount").and_then(from_mollie);
        amount.ok_or_else(|| account.api.unreadable("an entry without an amount"))
    };
    let mut found = Vec::new();
    for payment in newer(account, "payments", since).await? {
        let key = account.key(text(&payment, "/metadata/key"));
        let Some(key) = key.filter(|_| text(&payment, "/status") == "paid") else { continue };
        found.push(GatewayRecord {
            reference: text(&payment, "/id").to_owned(),
            amount: amount(&payment)?,
            what: Recorded::Payment { idempotency_key: key.to_owned() },
        });
    }
    for refund in newer(account, "refunds", since).await? {
        let payment = text(&refund, "/paymentId");
        if payment.is_empty() || !refunding::is_good(&refund) {
            continue;
        }
        found.push(GatewayRecord {
            reference: text(&refund, "/id").to_owned(),
            amount: amount(&refund)?,
            what: Recorded::Refund { payment: payment.to_owned() },
        });
    }
    Ok(found)
}

/// The rows of a list, page by page, until they are older.
async fn newer(account: &Account, list: &'static str, since: i64) -> Result<Vec<Value>, PortError> {
    let is_old = |row: &Value| {
        let made = text(row, "/createdAt").parse::<Timestamp>();
        made.is_ok_and(|made| made.as_second() < since)
    };
    let path = ["v2", list];
    let mut pages = account.api.pages(&path, list);
    let mut found = Vec::new();
    while let Some(said) = pages.next().await? {
        let rows = said.map_err(|no| account.api.unreadable(no.refused.to_string()))?;
        let is_last = rows.last().is_none_or(is_old);
        found.extend(rows.into_iter().filter(|row| !is_old(row)));
        if is_last {
            break;
        }
    }
    Ok(found)
}
