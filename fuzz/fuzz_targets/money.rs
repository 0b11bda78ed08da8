//! Any text as an amount, a rate or a percentage: reading never panics, and what was read is
//! written and read back the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use model::money::{Currency, ExchangeRate, Money, Percent};
use protocol::wire::Amount;

fuzz_target!(|text: &str| {
    for currency in [Currency::JPY, Currency::USD, Currency::KWD] {
        if let Ok(money) = Money::parse(text, &currency) {
            assert_eq!(Money::parse(&money.to_string(), &currency), Ok(money));
        }
    }
    if let Ok(rate) = ExchangeRate::parse(text) {
        assert_eq!(ExchangeRate::parse(&rate.to_string()), Ok(rate));
    }
    if let Ok(percent) = Percent::parse(text) {
        assert_eq!(Percent::parse(&percent.to_string()), Ok(percent));
    }
    if let Ok(amount) = Amount::parse(text) {
        assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
    }
});
