//! Which names are free, and what names cost us.

use std::collections::BTreeMap;

use model::money::{Currency, Money};
use ports::PortError;
use ports::registrar::{Answer, Availability, AvailabilityState, PremiumCost, TldPrice};
use serde_json::{Value, json};

use super::api::{Account, text};
use super::domains::{is_name, split};

/// Names that one question may be about.
const NAMES_MAX: usize = 15;
/// Endings that one page of the price list has.
const PAGE_ROWS: usize = 500;
/// Pages of the price list that are read at most.
const PAGES_MAX: usize = 20;

/// Which names are free, in their order.
pub(super) async fn availability(
    account: &Account,
    names: &[String],
) -> Result<Vec<Availability>, PortError> {
    let mut known = BTreeMap::new();
    let lawful: Vec<&String> = names.iter().filter(|name| is_name(name)).collect();
    for some in lawful.chunks(NAMES_MAX) {
        if !check(account, some, &mut known).await? && some.len() > 1 {
            // One name that it does not know spoils the question about all.
            for one in some.chunks(1) {
                check(account, one, &mut known).await?;
            }
        }
    }
    let unknown = |name: &String| Availability {
        domain: name.clone(),
        state: AvailabilityState::Unknown,
        premium: None,
    };
    Ok(names.iter().map(|name| known.remove(name).unwrap_or_else(|| unknown(name))).collect())
}

/// Asks about some names; whether it was answered.
async fn check(
    account: &Account,
    names: &[&String],
    known: &mut BTreeMap<String, Availability>,
) -> Result<bool, PortError> {
    let domains: Vec<Value> = names.iter().map(|name| split(name)).collect();
    let body = json!({ "domains": domains, "with_price": true });
    let Ok(said) = account.post(&["domains", "check"], &body).await? else { return Ok(false) };
    for each in said.get("results").and_then(Value::as_array).into_iter().flatten() {
        let domain = text(each, "/domain").to_lowercase();
        let mut state = match text(each, "/status") {
            "free" => AvailabilityState::Free,
            "active" => AvailabilityState::Taken,
            "reserved" => AvailabilityState::Reserved,
            _ => AvailabilityState::Unknown,
        };
        let premium = match is_premium(each) {
            true => Some(premium_cost(account, &domain, each).await?),
            false => None,
        };
        if premium.is_some_and(|cost| cost.register.is_none()) && state == AvailabilityState::Free {
            // It costs more, and nobody knows how much.
            state = AvailabilityState::Unknown;
        }
        known.insert(domain.clone(), Availability { domain, state, premium });
    }
    Ok(true)
}

fn is_premium(said: &Value) -> bool {
    said.get("is_premium") == Some(&json!(true))
}

fn registration(said: &Value) -> Option<Money> {
    money(said.pointer("/premium/currency"), said.pointer("/premium/price/create"))
}

/// What a premium name costs, of whose registration the answer to a check tells.
async fn premium_cost(
    account: &Account,
    domain: &str,
    said: &Value,
) -> Result<PremiumCost, PortError> {
    Ok(PremiumCost {
        register: registration(said),
        renew: premium_price(account, domain, "renew").await?.ok().flatten(),
        transfer: premium_price(account, domain, "transfer").await?.ok().flatten(),
        restore: premium_price(account, domain, "restore").await?.ok().flatten(),
    })
}

/// What the registration of a name costs as a premium one; `None` where it is like any other.
pub(super) async fn premium_registration(
    account: &Account,
    domain: &str,
) -> Result<Answer<Option<Money>>, PortError> {
    let body = json!({ "domains": [split(domain)], "with_price": true });
    let said = account.post(&["domains", "check"], &body).await?;
    let Ok(said) = said else { return Ok(Ok(None)) };
    let Some(said) = said.pointer("/results/0").filter(|said| is_premium(said)) else {
        return Ok(Ok(None));
    };
    let why = "a premium name without a price that can be read";
    registration(said).map(|price| Ok(Some(price))).ok_or_else(|| account.unreadable(why))
}

/// What a year of a name costs as a premium one, in the currency of the registry; `None` where
/// that is like with any other.
pub(super) async fn premium_price(
    account: &Account,
    domain: &str,
    operation: &str,
) -> Result<Answer<Option<Money>>, PortError> {
    let (name, extension) = domain.split_once('.').unwrap_or((domain, ""));
    let query = [
        ("domain.name", name),
        ("domain.extension", extension),
        ("operation", operation),
        ("period", "1"),
    ];
    let said = match account.get(&["domains", "prices"], &query).await? {
        Ok(said) => said,
        Err(no) => return Ok(Err(no)),
    };
    if !is_premium(&said) {
        return Ok(Ok(None));
    }
    let of = |part: &str| said.pointer(&format!("/price/product/{part}"));
    let why = "a premium name without a price that can be read";
    let price = money(of("currency"), of("price"));
    price.map(|price| Ok(Some(price))).ok_or_else(|| account.unreadable(why))
}

/// An amount as OpenProvider takes it.
pub(super) fn amount(money: Money) -> Value {
    serde_json::from_str(&money.to_string()).unwrap_or_default()
}

/// What the reseller pays for each ending.
pub(super) async fn list(account: &Account) -> Result<Vec<TldPrice>, PortError> {
    let mut found = Vec::new();
    for page in 0..PAGES_MAX {
        let (limit, offset) = (PAGE_ROWS.to_string(), (page * PAGE_ROWS).to_string());
        let query = [
            ("with_price", "true"),
            ("status", "ACT"),
            ("limit", limit.as_str()),
            ("offset", offset.as_str()),
        ];
        let said = match account.get(&["tlds"], &query).await? {
            Ok(said) => said,
            Err(no) => return Err(account.unreadable(format!("prices are refused: {no}"))),
        };
        let rows = said.get("results").and_then(Value::as_array).cloned().unwrap_or_default();
        let last = rows.len() < PAGE_ROWS;
        found.extend(rows.iter().filter_map(price));
        if last {
            break;
        }
    }
    Ok(found)
}

fn price(row: &Value) -> Option<TldPrice> {
    let of = |act: &str| {
        let path = |part: &str| format!("/prices/{act}_price/reseller/{part}");
        money(row.pointer(&path("currency")), row.pointer(&path("price")))
    };
    let small = |name: &str| row.get(name).and_then(Value::as_u64);
    let years = |name: &str| small(name).and_then(|years| u8::try_from(years).ok());
    let days = |name: &str| small(name).and_then(|days| u16::try_from(days).ok());
    let years_min = years("min_period").unwrap_or(1).max(1);
    Some(TldPrice {
        tld: Some(text(row, "/name").trim_start_matches('.').to_lowercase())
            .filter(|tld| !tld.is_empty())?,
        years_min,
        years_max: years("max_period").unwrap_or(10).clamp(years_min, 10.max(years_min)),
        register: of("create"),
        transfer: of("transfer"),
        renew: of("renew"),
        restore: of("restore"),
        grace_days: days("soft_quarantine_period"),
        redemption_days: days("quarantine_period"),
        needs_transfer_code: row.get("is_transfer_auth_code_required") == Some(&json!(true)),
    })
}

/// An amount; `None` where there is none, or where it has more decimals than its currency.
fn money(currency: Option<&Value>, amount: Option<&Value>) -> Option<Money> {
    let currency = Currency::iso(currency?.as_str()?).ok()?;
    // The number is printed with the digits that were sent, and never calculated with.
    Money::parse(&amount?.as_number()?.to_string(), &currency).ok().filter(|it| !it.is_negative())
}

#[cfg(test)]
mod tests {
    use super::money;
    use model::money::{Currency, Money};
    use serde_json::json;

    #[test]
    fn amounts_are_taken_exactly_or_not_at_all() {
        for (currency, amount, minor) in [
            (json!("EUR"), json!(8.49), Some(849)),
            (json!("EUR"), json!(8), Some(800)),
            (json!("EUR"), json!(0.1), Some(10)),
            (json!("EUR"), json!(8.499), None),
            (json!("EUR"), json!(-1), None),
            (json!("EUR"), json!("8.49"), None),
            (json!(""), json!(8), None),
        ] {
            let expected = minor.map(|minor| Money::from_minor(minor, Currency::EUR));
            assert_eq!(money(Some(&currency), Some(&amount)), expected, "{currency} {amount}");
        }
    }
}
