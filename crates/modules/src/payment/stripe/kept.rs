//! What a client paid with on Stripe's page and let it keep:
//! <https://docs.stripe.com/payments/checkout/save-during-payment>.
//!
//! A session that keeps says so twice: to Stripe, which ties the payment method to a customer, and
//! in the metadata of its intent, so that a look-up knows that it was asked for.

use std::collections::BTreeSet;

use ports::PortError;
use ports::payment::{CardOwner, ChargeOutcome, KeptMethod};
use serde_json::Value;

use super::Account;
use super::api::{Form, form, text};
use super::cards;

/// What the metadata of an intent says of it.
const KEEPS: &str = "hostler_keeps";

/// What a session is told, so that what the client pays with is kept: with the cards of the same
/// client if there are any, else of a customer whom Stripe makes once the client has paid.
pub(super) async fn asked_for(account: &Account, owner: &CardOwner) -> Result<Form, PortError> {
    let mut fields = form([
        ("payment_intent_data[setup_future_usage]", "off_session"),
        (&format!("payment_intent_data[metadata][{KEEPS}]"), "1"),
    ]);
    match known_customer(account, owner).await? {
        Some(customer) => fields.push(("customer".to_owned(), customer)),
        None => {
            fields.push(("customer_creation".to_owned(), "always".to_owned()));
            if !owner.email.is_empty() {
                fields.push(("customer_email".to_owned(), owner.email.clone()));
            }
        }
    }
    Ok(fields)
}

/// The customer at Stripe whose the client's cards are; `None` if there is none.
pub(super) async fn known_customer(
    account: &Account,
    owner: &CardOwner,
) -> Result<Option<String>, PortError> {
    let known = owner.tokens.iter().filter_map(|token| cards::parts(token));
    for customer in BTreeSet::from_iter(known.map(|(customer, _)| customer)) {
        // One that was deleted on Stripe's pages is still told of, and takes no cards.
        match account.api.get(&["v1", "customers", customer], &[]).await? {
            Ok(found) if found.get("deleted") != Some(&Value::Bool(true)) => {
                return Ok(Some(customer.to_owned()));
            }
            Ok(_) | Err(_) => {}
        }
    }
    Ok(None)
}

/// The outcome with what is kept of its intent now, if that was asked for.
pub(super) async fn told(
    account: &Account,
    intent: &Value,
    outcome: ChargeOutcome,
) -> Result<ChargeOutcome, PortError> {
    let asked = intent.pointer(&format!("/metadata/{KEEPS}")).is_some();
    match outcome {
        ChargeOutcome::Paid { reference, fee, kept: None } if asked => {
            let kept = with_intent(account, intent).await?;
            Ok(ChargeOutcome::Paid { reference, fee, kept })
        }
        other => Ok(other),
    }
}

/// What is kept: a card that still is its customer's. Other ways to pay are not charged off
/// session here.
async fn with_intent(account: &Account, intent: &Value) -> Result<Option<KeptMethod>, PortError> {
    let (customer, method) = (text(intent, "customer"), text(intent, "payment_method"));
    let token = format!("{customer}/{method}");
    if cards::parts(&token).is_none() {
        return Ok(None);
    }
    let object = match account.api.get(&["v1", "payment_methods", method], &[]).await? {
        Ok(object) => object,
        // It was forgotten since.
        Err(no) if no.status == 404 => return Ok(None),
        Err(no) => return Err(account.api.unreadable(format!("{method}: {}", no.refused))),
    };
    if text(&object, "customer") != customer || text(&object, "type") != "card" {
        return Ok(None);
    }
    let card = cards::facts(account, &object)?;
    let holder = object.pointer("/billing_details/name").and_then(Value::as_str);
    Ok(Some(KeptMethod {
        token,
        brand: card.brand.name().to_owned(),
        description: holder.unwrap_or_default().to_owned(),
        last_four: card.last_four,
        expires_on: Some(card.expires_on),
    }))
}
