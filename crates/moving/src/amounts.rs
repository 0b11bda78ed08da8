//! Amounts as the WHMCS writes them, in minor units.

use model::money::{Currency, ExchangeRate, Percent};
use protocol::wire::Amount;

/// Decimals that an amount may have beyond those of its currency: it is then rounded.
const DECIMALS_MAX: u32 = 6;

/// An amount in minor units of a currency. A WHMCS writes two decimals in every currency: what its
/// currency does not have is rounded, half away from zero. Nothing at all is nothing; `None` for
/// more than there can be.
pub(crate) fn rounded(amount: &Amount, currency: Currency) -> Option<i64> {
    if amount.is_blank() {
        return Some(0);
    }
    let digits = u32::from(currency.digits());
    amount.to_minor(digits).or_else(|| {
        let more = DECIMALS_MAX.max(digits);
        let unit = 10_i64.pow(more - digits);
        let fine = amount.to_minor(more)?;
        Some(fine.checked_add(fine.signum() * (unit / 2))? / unit)
    })
}

/// [`rounded`]; more than there can be is nothing.
pub(crate) fn minor(amount: &Amount, currency: Currency) -> i64 {
    rounded(amount, currency).unwrap_or_default()
}

/// A percentage, times 10000.
pub(crate) fn percent(amount: &Amount) -> i64 {
    Percent::parse(amount.as_str()).map(Percent::ten_thousandths).unwrap_or_default()
}

/// An exchange rate, times 100000000; one for one where none is said.
pub(crate) fn rate(amount: &Amount) -> i64 {
    ExchangeRate::parse(amount.as_str()).unwrap_or(ExchangeRate::ONE).scaled()
}

/// The exchange rate of a document, as [`rate`]; where none is told it is known only of the house's
/// own currency, and 0 otherwise.
pub(crate) fn rate_told(told: Option<&Amount>, own: bool) -> i64 {
    match told {
        Some(said) => rate(said),
        None if own => ExchangeRate::ONE.scaled(),
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use model::money::{Currency, iso_digits};
    use protocol::wire::Amount;

    use super::{minor, percent, rate, rate_told, rounded};

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn amounts_are_read_in_every_currency() {
        for (text, code, expected) in [
            ("15.95", "USD", 1595),
            ("-15.95", "USD", -1595),
            ("7", "USD", 700),
            ("1200.00", "JPY", 1200),
            ("1200.50", "JPY", 1201),
            ("-1200.50", "JPY", -1201),
            ("1200.49", "JPY", 1200),
            ("1.50", "KWD", 1500),
            ("1.505", "KWD", 1505),
            ("0.005", "USD", 1),
        ] {
            let currency = Currency::new(code, iso_digits(code)).unwrap();
            assert_eq!(rounded(&amount(text), currency), Some(expected), "{text} {code}");
            assert_eq!(minor(&amount(text), currency), expected, "{text} {code}");
        }
        let (blank, jpy) = (serde_json::from_str::<Amount>("null").unwrap(), "JPY");
        let currency = Currency::new(jpy, iso_digits(jpy)).unwrap();
        assert_eq!(rounded(&blank, currency), Some(0));
        let most = amount("999999999999999.50");
        assert_eq!((rounded(&most, currency), minor(&most, currency)), (None, 0));
    }

    #[test]
    fn rates_are_read() {
        assert_eq!(percent(&amount("7.500")), 75_000);
        assert_eq!(rate(&amount("1.08375")), 108_375_000);
        assert_eq!(rate(&amount("0.00")), 100_000_000);
        assert_eq!(rate_told(Some(&amount("1.08375")), true), 108_375_000);
        assert_eq!((rate_told(None, true), rate_told(None, false)), (100_000_000, 0));
    }
}
