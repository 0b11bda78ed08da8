//! Keeping and forgetting cards.

use jiff::civil::date;
use ports::payment::{
    CardBrand, CardEntry, CardOwner, StoreOutcome, StoredMethod, TAKES_NO_NUMBERS,
};
use ports::{PortError, Refused};
use serde_json::Value;

use super::api::{Form, form, text};
use super::{Account, kept};

/// Customer and payment method of a token; `None` if it is not one of ours.
pub(super) fn parts(token: &str) -> Option<(&str, &str)> {
    let (customer, method) = token.split_once('/')?;
    let plain = |id: &str| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let right = customer.starts_with("cus_") && method.starts_with("pm_");
    (right && plain(customer) && plain(method)).then_some((customer, method))
}

/// Keeps a payment method that Stripe made in the browser: its id is in the place of the number.
/// A number goes nowhere.
pub(super) async fn store(
    account: &Account,
    owner: &CardOwner,
    card: &CardEntry,
    key: &str,
) -> Result<StoreOutcome, PortError> {
    let refused = |no| Ok(StoreOutcome::Refused(no));
    let method = card.number.expose().trim();
    let plain = |id: &str| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !method.starts_with("pm_") || !plain(method) {
        return refused(Refused::new("card_numbers_off", TAKES_NO_NUMBERS));
    }
    let (customer, is_new) = match customer(account, owner, card, key).await? {
        Ok(found) => found,
        Err(no) => return refused(no),
    };
    if let Some(no) = set_up(account, &customer, method, key).await? {
        // Nothing is kept of a card that is not ours to charge.
        if is_new {
            let _ = account.api.delete(&["v1", "customers", &customer]).await;
        }
        return refused(no);
    }
    stored(account, &customer, method).await
}

/// The client's customer at Stripe, made with the first card, and whether it was made just now.
async fn customer(
    account: &Account,
    owner: &CardOwner,
    card: &CardEntry,
    key: &str,
) -> Result<Result<(String, bool), Refused>, PortError> {
    if let Some(customer) = kept::known_customer(account, owner).await? {
        return Ok(Ok((customer, false)));
    }
    let client = owner.client.to_string();
    let mut fields = form([
        ("name", card.holder.as_str()),
        ("metadata[hostler_installation]", account.installation.as_str()),
        ("metadata[hostler_client]", client.as_str()),
    ]);
    if !owner.email.is_empty() {
        fields.push(("email".to_owned(), owner.email.clone()));
    }
    let made =
        account.api.post(&["v1", "customers"], &account.key(key, "/customer"), fields).await?;
    Ok(made.map(|made| (text(&made, "id").to_owned(), true)).map_err(|no| no.refused))
}

/// Has the bank agree to later charges (<https://docs.stripe.com/api/setup_intents>); why not.
async fn set_up(
    account: &Account,
    customer: &str,
    method: &str,
    key: &str,
) -> Result<Option<Refused>, PortError> {
    let fields = form([
        ("customer", customer),
        ("usage", "off_session"),
        ("payment_method_types[]", "card"),
    ]);
    let setup = account.key(key, "/setup");
    let intent = match account.api.post(&["v1", "setup_intents"], &setup, fields).await? {
        Ok(intent) => text(&intent, "id").to_owned(),
        Err(no) => return Ok(Some(no.refused)),
    };
    let fields = form([("payment_method", method)]);
    let path = ["v1", "setup_intents", &intent, "confirm"];
    match account.api.post(&path, &account.key(key, "/confirm"), fields).await? {
        Ok(intent) if text(&intent, "status") == "succeeded" => Ok(None),
        // The port has no hand-off here; Stripe's page, where the client is, has one.
        Ok(_) => {
            let why = "The bank wants the client to confirm: pay on Stripe's page instead";
            Ok(Some(Refused::new("authentication_required", why)))
        }
        Err(no) => Ok(Some(no.refused)),
    }
}

async fn stored(
    account: &Account,
    customer: &str,
    method: &str,
) -> Result<StoreOutcome, PortError> {
    let object = match account.api.get(&["v1", "payment_methods", method], &[]).await? {
        Ok(object) => object,
        Err(no) => return Ok(StoreOutcome::Refused(no.refused)),
    };
    let card = facts(account, &object)?;
    let token = format!("{customer}/{}", text(&object, "id"));
    Ok(StoreOutcome::Stored(StoredMethod { token, ..card }))
}

/// What a payment method says of its card; there is no token in it yet.
pub(super) fn facts(account: &Account, object: &Value) -> Result<StoredMethod, PortError> {
    let card = object.get("card").cloned().unwrap_or_default();
    let number = |name: &str| card.get(name).and_then(Value::as_i64);
    let year = number("exp_year").and_then(|year| i16::try_from(year).ok());
    let month = number("exp_month").and_then(|month| i8::try_from(month).ok());
    let day = year.zip(month).filter(|(_, month)| (1..=12).contains(month));
    let day = day.map(|(year, month)| date(year, month, 1).last_of_month());
    let expires_on = day.ok_or_else(|| account.api.unreadable("a card without an expiry"))?;
    Ok(StoredMethod {
        token: String::new(),
        brand: brand(text(&card, "brand")),
        last_four: text(&card, "last4").to_owned(),
        expires_on,
        // Of the number: a card that was renewed keeps it.
        fingerprint: text(&card, "fingerprint").to_owned(),
    })
}

fn brand(word: &str) -> CardBrand {
    match word {
        "amex" => CardBrand::AmericanExpress,
        "diners" => CardBrand::DinersClub,
        "discover" => CardBrand::Discover,
        "jcb" => CardBrand::Jcb,
        "mastercard" => CardBrand::Mastercard,
        "visa" => CardBrand::Visa,
        _ => CardBrand::Other,
    }
}

/// Takes the card from its customer; with the last one goes the customer, and all that Stripe
/// keeps of it.
pub(super) async fn forget(account: &Account, token: &str) -> Result<(), PortError> {
    let Some((customer, method)) = parts(token) else { return Ok(()) };
    let query = [("customer", customer), ("type", "card"), ("limit", "2")];
    let others = match account.api.get(&["v1", "payment_methods"], &query).await? {
        Ok(page) => page.get("data").and_then(Value::as_array).cloned().unwrap_or_default(),
        Err(no) if no.status == 404 => return Ok(()),
        Err(no) => return Err(account.api.unreadable(format!("forgetting: {}", no.refused))),
    };
    if others.iter().any(|other| text(other, "id") != method) {
        let path = ["v1", "payment_methods", method, "detach"];
        let key = account.key(token, "/detach");
        return match account.api.post(&path, &key, Form::new()).await? {
            Ok(_) => Ok(()),
            // It belongs to no customer any more, or never was.
            Err(no) if matches!(no.status, 400 | 404) => Ok(()),
            Err(no) => Err(account.api.unreadable(format!("forgetting: {}", no.refused))),
        };
    }
    match account.api.delete(&["v1", "customers", customer]).await? {
        Ok(_) => Ok(()),
        Err(no) if no.status == 404 => Ok(()),
        Err(no) => Err(account.api.unreadable(format!("forgetting: {}", no.refused))),
    }
}
