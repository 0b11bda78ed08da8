//! A price list to play with.

use model::money::{Currency, Money};

use crate::registrar::TldPrice;

/// Top-level domain; minor units for registration, transfer, renewal and restoration; whether a
/// transfer needs a code.
type Row = (&'static str, i64, i64, i64, i64, bool);

const ROWS: [Row; 13] = [
    ("com", 899, 899, 999, 8_000, true),
    ("net", 1_099, 1_099, 1_199, 8_000, true),
    ("org", 999, 999, 1_099, 8_000, true),
    ("info", 399, 1_499, 1_799, 8_000, true),
    ("biz", 1_299, 1_299, 1_499, 8_000, true),
    ("io", 3_299, 4_499, 4_999, 10_000, true),
    ("dev", 1_099, 1_099, 1_299, 8_000, true),
    ("app", 1_199, 1_199, 1_399, 8_000, true),
    ("eu", 499, 499, 599, 2_500, true),
    ("de", 499, 499, 599, 4_000, true),
    ("co.uk", 599, 0, 699, 2_500, false),
    // Reserved for examples (RFC 2606): the demo sells it.
    ("example", 499, 499, 599, 4_000, true),
    ("xyz", 199, 999, 1_199, 8_000, true),
];

/// Some top-level domains at plausible cost prices, in a currency of two digits.
pub fn sample_prices(currency: Currency) -> Vec<TldPrice> {
    let money = |minor| Some(Money::from_minor(minor, currency));
    let each = |(tld, register, transfer, renew, restore, needs_transfer_code): Row| TldPrice {
        tld: tld.to_owned(),
        years_min: 1,
        years_max: 10,
        register: money(register),
        transfer: money(transfer),
        renew: money(renew),
        restore: money(restore),
        grace_days: Some(30),
        redemption_days: Some(30),
        needs_transfer_code,
    };
    ROWS.into_iter().map(each).collect()
}
