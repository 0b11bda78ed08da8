//! Amounts as PayPal writes them: <https://developer.paypal.com/api/rest/reference/currency-codes/>.

use model::money::{Currency, Money};
use serde_json::{Value, json};

use super::super::decimals::with_digits;
use super::api::text;

/// Every currency that PayPal takes.
pub(super) const CURRENCIES: &[&str] = &[
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY",
    "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD",
];

/// Decimals of a currency at PayPal, which takes whole forints and new dollars only.
fn digits(code: &str) -> u8 {
    if matches!(code, "HUF" | "JPY" | "TWD") { 0 } else { 2 }
}

/// An amount in PayPal's words; `None` if it cannot be said exactly there.
pub(super) fn to_paypal(amount: Money) -> Option<Value> {
    let code = amount.currency.code();
    if !CURRENCIES.contains(&code) || !amount.is_positive() {
        return None;
    }
    let value = with_digits(amount, digits(code))?.to_string();
    Some(json!({ "currency_code": code, "value": value }))
}

/// PayPal's amount; `None` if it is none.
pub(super) fn from_paypal(amount: &Value) -> Option<Money> {
    let currency = Currency::iso(text(amount, "/currency_code")).ok()?;
    Money::parse(text(amount, "/value"), &currency).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_paypal_does() {
        for (code, our_digits, minor, value) in [
            ("USD", 2, 1_595, Some("15.95")),
            ("USD", 2, 5, Some("0.05")),
            ("EUR", 4, 15_951, None),
            ("JPY", 0, 1_595, Some("1595")),
            ("JPY", 2, 159_500, Some("1595")),
            ("HUF", 2, 159_500, Some("1595")),
            ("HUF", 2, 159_550, None),
            ("USD", 2, 0, None),
            ("USD", 2, -5, None),
            ("BDT", 2, 100, None),
        ] {
            let currency = Currency::new(code, our_digits).unwrap();
            let written = to_paypal(Money::from_minor(minor, currency));
            let found = written.as_ref().map(|amount| text(amount, "/value"));
            assert_eq!(found, value, "{code} {minor}");
        }
        let read = from_paypal(&json!({"currency_code": "EUR", "value": "15.95"}));
        assert_eq!(read, Some(Money::from_minor(1_595, Currency::EUR)));
    }
}
