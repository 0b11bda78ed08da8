//! Amounts as Mollie writes them: <https://docs.mollie.com/docs/multicurrency>.

use model::money::{Currency, Money};
use serde_json::{Value, json};

use super::super::decimals::with_digits;
use super::api::text;

/// Currencies that Mollie takes.
pub(super) const CURRENCIES: &[&str] = &[
    "AED", "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY",
    "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SEK", "SGD", "THB", "TWD", "USD", "ZAR",
];

/// An amount in Mollie's words; `None` if it cannot be said exactly there.
pub(super) fn to_mollie(amount: Money) -> Option<Value> {
    let code = amount.currency.code();
    if !CURRENCIES.contains(&code) || !amount.is_positive() {
        return None;
    }
    let value = with_digits(amount, if code == "JPY" { 0 } else { 2 })?.to_string();
    Some(json!({ "currency": code, "value": value }))
}

/// Mollie's amount; `None` if it is none.
pub(super) fn from_mollie(amount: &Value) -> Option<Money> {
    let currency = Currency::iso(text(amount, "/currency")).ok()?;
    Money::parse(text(amount, "/value"), &currency).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_mollie_does() {
        for (code, our_digits, minor, value) in [
            ("EUR", 2, 1_000, Some("10.00")),
            ("EUR", 2, 5, Some("0.05")),
            ("EUR", 0, 10, Some("10.00")),
            ("EUR", 4, 15_951, None),
            ("JPY", 0, 1_595, Some("1595")),
            ("JPY", 2, 159_550, None),
            ("EUR", 2, 0, None),
            ("EUR", 2, -5, None),
            ("BDT", 2, 100, None),
        ] {
            let currency = Currency::new(code, our_digits).unwrap();
            let written = to_mollie(Money::from_minor(minor, currency));
            let found = written.as_ref().map(|amount| text(amount, "/value"));
            assert_eq!(found, value, "{code} {minor}");
        }
        let read = from_mollie(&json!({"currency": "EUR", "value": "15.95"}));
        assert_eq!(read, Some(Money::from_minor(1_595, Currency::EUR)));
    }
}
