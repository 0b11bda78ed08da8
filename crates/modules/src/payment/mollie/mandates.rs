//! Mandates: what a client paid with once and may be charged to later
//! (<https://docs.mollie.com/docs/recurring-payments>). A token is `cst_…/mdt_…`: the customer at
//! Mollie, and its mandate.

use jiff::civil::Date;
use ports::payment::{CardOwner, KeptMethod};
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::Account;
use super::api::text;

/// The two parts of a token.
pub(super) struct Parts<'a> {
    pub(super) customer: &'a str,
    pub(super) mandate: &'a str,
}

/// The parts of a token, if it is one.
pub(super) fn parts(token: &str) -> Option<Parts<'_>> {
    let (customer, mandate) = token.split_once('/')?;
    let plain = |id: &str| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let good = customer.starts_with("cst_") && mandate.starts_with("mdt_");
    (good && plain(customer) && plain(mandate)).then_some(Parts { customer, mandate })
}

/// Nothing can be charged to it.
pub(super) fn no_such_token() -> Refused {
    Refused::new("no_such_token", "There is no such mandate")
}

/// The customer at Mollie that a client is, made if nothing of it is kept yet.
pub(super) async fn customer(
    account: &Account,
    owner: &CardOwner,
    key: &str,
) -> Result<Result<String, Refused>, PortError> {
    if let Some(parts) = owner.tokens.iter().find_map(|token| parts(token)) {
        return Ok(Ok(parts.customer.to_owned()));
    }
    let mut customer = json!({ "metadata": { "client": account.mark(&owner.client.to_string()) } });
    if !owner.email.is_empty() {
        customer["email"] = json!(owner.email);
    }
    match account.api.post(&["v2", "customers"], &format!("{key}/customer"), customer).await? {
        Ok(customer) => match text(&customer, "/id") {
            "" => Err(account.api.unreadable("a customer without an id")),
            id => Ok(Ok(id.to_owned())),
        },
        Err(no) => Ok(Err(no.refused)),
    }
}

/// The mandate that a client gave with a payment; `None` if it gave none, or it is not good.
pub(super) async fn given_with(
    account: &Account,
    payment: &Value,
) -> Result<Option<KeptMethod>, PortError> {
    let (customer, id) = (text(payment, "/customerId"), text(payment, "/mandateId"));
    if text(payment, "/sequenceType") != "first" || customer.is_empty() || id.is_empty() {
        return Ok(None);
    }
    match account.api.get(&["v2", "customers", customer, "mandates", id]).await? {
        Ok(mandate) if matches!(text(&mandate, "/status"), "valid" | "pending") => {
            Ok(Some(kept(format!("{customer}/{id}"), &mandate)))
        }
        Ok(_) => Ok(None),
        // It was revoked since.
        Err(no) if matches!(no.status, 404 | 410) => Ok(None),
        Err(no) => Err(account.api.unreadable(no.refused.to_string())),
    }
}

/// What a mandate says of itself: <https://docs.mollie.com/reference/get-mandate>.
fn kept(token: String, mandate: &Value) -> KeptMethod {
    let detail = |name: &str| text(mandate, &format!("/details/{name}")).to_owned();
    let tail = |number: String| {
        let from = number.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
        number.get(from..).unwrap_or_default().to_owned()
    };
    let account = detail("consumerAccount");
    let of_account = |brand: &str, description: String, last_four: String| KeptMethod {
        token: token.clone(),
        brand: brand.to_owned(),
        description,
        last_four,
        expires_on: None,
    };
    match text(mandate, "/method") {
        "creditcard" => {
            let label = detail("cardLabel");
            let brand = if label.is_empty() { "Card" } else { &label };
            let expires_on = detail("cardExpiryDate").parse::<Date>().ok();
            let card = of_account(brand, detail("cardHolder"), tail(detail("cardNumber")));
            KeptMethod { expires_on: expires_on.map(Date::last_of_month), ..card }
        }
        "directdebit" => of_account("SEPA Direct Debit", detail("consumerName"), tail(account)),
        "paypal" => of_account("PayPal", account, String::new()),
        _ => of_account("Mollie", detail("consumerName"), String::new()),
    }
}

/// Revokes a mandate; one that is gone already counts as revoked.
pub(super) async fn revoke(account: &Account, token: &str) -> Result<(), PortError> {
    let Some(Parts { customer, mandate }) = parts(token) else { return Ok(()) };
    match account.api.delete(&["v2", "customers", customer, "mandates", mandate]).await? {
        Ok(()) => Ok(()),
        Err(no) => Err(account.api.unreadable(no.refused.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mandates_say_what_is_kept() {
        let card = json!({"method": "creditcard", "details": {"cardLabel": "Mastercard",
            "cardHolder": "Ann", "cardNumber": "1234", "cardExpiryDate": "2027-02-03"}});
        let debit = json!({"method": "directdebit", "details": {"consumerName": "Ann",
            "consumerAccount": "NL55INGB0000000000"}});
        let wallet = json!({"method": "paypal", "details": {"consumerAccount": "ann@example.com"}});
        let until = Some(jiff::civil::date(2027, 2, 28));
        for (mandate, brand, description, last_four, expires_on) in [
            (&card, "Mastercard", "Ann", "1234", until),
            (&debit, "SEPA Direct Debit", "Ann", "0000", None),
            (&wallet, "PayPal", "ann@example.com", "", None),
            (&json!({}), "Mollie", "", "", None),
        ] {
            let token = "cst_1/mdt_1".to_owned();
            let (brand, description) = (brand.to_owned(), description.to_owned());
            let last_four = last_four.to_owned();
            let expected =
                KeptMethod { token: token.clone(), brand, description, last_four, expires_on };
            assert_eq!(kept(token, mandate), expected, "{mandate}");
        }
    }

    #[test]
    fn only_tokens_of_ours_are_asked_about() {
        for (token, good) in [
            ("cst_8wmqcHMN4U/mdt_h3gAaD5zP", true),
            ("", false),
            ("mdt_1", false),
            ("cst_1/", false),
            ("cst_1/../mdt_1", false),
            ("cst_1/mdt_1/x", false),
        ] {
            assert_eq!(parts(token).is_some(), good, "{token}");
        }
    }
}
