//! Tables and properties of amounts.

use super::{Currency, ExchangeRate, Money, MoneyError, Percent, convert, is_iso_code};
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::USD)
}

#[test]
fn b1_amounts_are_read_exactly_or_refused_by_reason() {
    let too_precise = |digits| Err(MoneyError::TooPrecise { digits });
    for (text, currency, expected) in [
        ("15.95", Currency::USD, Ok(1595)),
        ("-3", Currency::USD, Ok(-300)),
        ("-0.00", Currency::USD, Ok(0)),
        ("10.000", Currency::USD, Ok(1000)),
        ("007.1", Currency::USD, Ok(710)),
        ("450", Currency::JPY, Ok(450)),
        ("450.00", Currency::JPY, Ok(450)),
        ("1.234", Currency::KWD, Ok(1234)),
        ("10.001", Currency::USD, too_precise(2)),
        ("0.5", Currency::JPY, too_precise(0)),
        ("1.2345", Currency::KWD, too_precise(3)),
        ("", Currency::USD, Err(MoneyError::NotDecimal)),
        ("-", Currency::USD, Err(MoneyError::NotDecimal)),
        (".5", Currency::USD, Err(MoneyError::NotDecimal)),
        ("5.", Currency::USD, Err(MoneyError::NotDecimal)),
        ("+5", Currency::USD, Err(MoneyError::NotDecimal)),
        ("--5", Currency::USD, Err(MoneyError::NotDecimal)),
        (" 5", Currency::USD, Err(MoneyError::NotDecimal)),
        ("1,000.00", Currency::USD, Err(MoneyError::NotDecimal)),
        ("1.0.0", Currency::USD, Err(MoneyError::NotDecimal)),
        ("1e5", Currency::USD, Err(MoneyError::NotDecimal)),
        ("NaN", Currency::USD, Err(MoneyError::NotDecimal)),
        ("٣", Currency::USD, Err(MoneyError::NotDecimal)),
        ("10000000000000.00", Currency::USD, Ok(1_000_000_000_000_000)),
        ("10000000000000.01", Currency::USD, Err(MoneyError::TooLarge)),
        ("99999999999999999999999999", Currency::USD, Err(MoneyError::TooLarge)),
    ] {
        assert_eq!(Money::parse(text, &currency).map(|m| m.minor), expected, "{text:?}");
    }
}

#[test]
fn b1_amounts_show_the_digits_of_their_currency() {
    for (minor, currency, expected) in [
        (1595, Currency::USD, "15.95"),
        (-5, Currency::USD, "-0.05"),
        (0, Currency::USD, "0.00"),
        (450, Currency::JPY, "450"),
        (-7, Currency::KWD, "-0.007"),
        (i64::MIN, Currency::USD, "-92233720368547758.08"),
    ] {
        assert_eq!(Money::from_minor(minor, currency).to_string(), expected);
    }
}

#[test]
fn b1_currencies_have_the_digits_of_iso_4217() {
    for (code, digits) in [("jpy", 0), ("USD", 2), ("KWD", 3), ("CLF", 4), ("ZZZ", 2)] {
        assert_eq!(Currency::iso(code).map(|c| c.digits()), Ok(digits), "{code}");
    }
    for (code, digits) in [("US", 2), ("USDT", 2), ("U1D", 2), ("é1", 2), ("USD", 5)] {
        assert_eq!(Currency::new(code, digits), Err(MoneyError::BadCurrency), "{code}");
    }
    assert_eq!(Currency::new("eur", 2), Ok(Currency::EUR));
}

#[test]
fn codes_of_iso_4217_are_told_from_others() {
    for code in ["USD", "eur", "KWD", "CLF", "ZWG", "AED"] {
        assert!(is_iso_code(code), "{code}");
    }
    for code in ["ZZZ", "XXX", "XAU", "DEM", "BTC", "EU", "EURO", "", " ", "USD AED"] {
        assert!(!is_iso_code(code), "{code}");
    }
}

#[test]
fn b1_sums_refuse_mixed_currencies_and_overflow() {
    let yen = Money::from_minor(1, Currency::JPY);
    let mixed = MoneyError::CurrencyMismatch { left: Currency::USD, right: Currency::JPY };
    assert_eq!(usd(1).add(yen), Err(mixed));
    assert_eq!(usd(1).sub(yen), Err(mixed));
    assert_eq!(usd(i64::MAX).add(usd(1)), Err(MoneyError::Overflow));
    assert_eq!(usd(i64::MIN).sub(usd(1)), Err(MoneyError::Overflow));
    assert_eq!(usd(i64::MIN).neg(), Err(MoneyError::Overflow));
    assert_eq!(usd(i64::MAX).mul_int(2), Err(MoneyError::Overflow));
    assert_eq!(usd(250).mul_int(3), Ok(usd(750)));
    assert_eq!(Money::sum([usd(1), usd(2)], Currency::USD), Ok(usd(3)));
    assert_eq!(Money::sum([], Currency::USD), Ok(usd(0)));
}

#[test]
fn b2_halves_round_away_from_zero() {
    for (minor, percent, expected) in [
        (50, "1", 1),
        (49, "1", 0),
        (-50, "1", -1),
        (-49, "1", 0),
        (150, "1", 2),
        (1000, "7.5", 75),
        (1999, "19", 380),
        (333, "33.3333", 111),
        (100, "0", 0),
        (i64::MAX, "100", i64::MAX),
    ] {
        let percent = Percent::parse(percent).unwrap();
        assert_eq!(usd(minor).percent(percent), Ok(usd(expected)), "{percent} of {minor}");
    }
    assert_eq!(usd(1).fraction(1, 0), Err(MoneyError::DivisionByZero));
    assert_eq!(usd(5).fraction(1, -2), Ok(usd(-3)));
    assert_eq!(usd(-5).fraction(-1, -2), Ok(usd(-3)));
    assert_eq!(usd(i64::MAX).fraction(3, 2), Err(MoneyError::Overflow));
}

#[test]
fn b2_shares_go_by_largest_remainder() {
    type Case<'a> = (i64, &'a [i64], Result<&'a [i64], MoneyError>);
    const OVERFLOW: Result<&[i64], MoneyError> = Err(MoneyError::Overflow);
    let cases: [Case; 12] = [
        (100, &[1, 1, 1], Ok(&[34, 33, 33])),
        (-100, &[1, 1, 1], Ok(&[-34, -33, -33])),
        (100, &[-1, -1, -1], Ok(&[34, 33, 33])),
        (5, &[3, 7], Ok(&[2, 3])),
        (16, &[100, -20], Ok(&[20, -4])),
        (1, &[0, 0, 5], Ok(&[0, 0, 1])),
        (0, &[1, -1], Ok(&[0, 0])),
        (0, &[], Ok(&[])),
        (7, &[], Err(MoneyError::NoWeights)),
        (7, &[1, -1], Err(MoneyError::NoWeights)),
        (i64::MAX, &[i64::MAX, 1], Ok(&[i64::MAX - 1, 1])),
        (i64::MAX, &[i64::MAX, i64::MAX, i64::MAX, -i64::MAX, -i64::MAX, 1 - i64::MAX], OVERFLOW),
    ];
    for (total, weights, expected) in cases {
        let parts =
            usd(total).allocate(weights).map(|p| p.iter().map(|m| m.minor).collect::<Vec<_>>());
        assert_eq!(parts, expected.map(<[i64]>::to_vec), "{total} by {weights:?}");
    }
}

#[test]
fn percents_and_rates_are_read_and_shown() {
    for (text, shown) in [("7.5", "7.500"), ("0", "0.000"), ("19", "19.000"), ("0.0001", "0.0001")]
    {
        assert_eq!(Percent::parse(text).map(|p| p.to_string()), Ok(shown.to_owned()));
    }
    assert_eq!(Percent::parse("-1"), Err(MoneyError::NotDecimal));
    assert_eq!(Percent::parse("1.00001"), Err(MoneyError::TooPrecise { digits: 4 }));
    assert_eq!(Percent::parse("1000001"), Err(MoneyError::TooLarge));
    for (text, shown) in [("1", "1.00000"), ("1.08375", "1.08375"), ("0.00000123", "0.00000123")] {
        assert_eq!(ExchangeRate::parse(text).map(|r| r.to_string()), Ok(shown.to_owned()));
    }
    assert_eq!(ExchangeRate::parse("0"), Err(MoneyError::DivisionByZero));
    assert_eq!(ExchangeRate::parse("-2"), Err(MoneyError::DivisionByZero));
}

#[test]
fn scaled_numbers_are_shown_as_people_write_them() {
    for (value, digits, expected) in [
        (200_000, 4, "20"),
        (195_000, 4, "19.5"),
        (1, 4, "0.0001"),
        (0, 4, "0"),
        (-5_000, 4, "-0.5"),
        (92_000_000, 8, "0.92"),
        (-15_000_000_000, 8, "-150"),
        (100, 0, "100"),
    ] {
        assert_eq!(super::shown_scaled(value, digits), expected);
    }
}

#[test]
fn b3_conversion_rounds_once() {
    let rate = |text| ExchangeRate::parse(text).unwrap();
    for (minor, from, from_rate, to, to_rate, expected) in [
        (1000, Currency::USD, "1", Currency::EUR, "0.9", 900),
        (1000, Currency::EUR, "0.9", Currency::USD, "1", 1111),
        (100, Currency::USD, "1", Currency::JPY, "155.55", 156),
        (156, Currency::JPY, "155.55", Currency::KWD, "0.307", 308),
        (-50, Currency::USD, "1", Currency::JPY, "1", -1),
    ] {
        let money = Money::from_minor(minor, from);
        let converted = convert(money, rate(from_rate), rate(to_rate), to);
        assert_eq!(converted, Ok(Money::from_minor(expected, to)), "{money} {from}");
    }
    let huge = usd(i64::MAX);
    assert_eq!(
        convert(huge, rate("0.00000001"), rate("10000"), Currency::USD),
        Err(MoneyError::Overflow)
    );
}

fn weights() -> impl Strategy<Value = Vec<i64>> {
    proptest::collection::vec(-1_000_000_i64..10_000_000, 1..12)
}

proptest! {
    #[test]
    fn b1_text_and_amount_are_the_same_thing(
        minor in -1_000_000_000_000_000_i64..=1_000_000_000_000_000,
    ) {
        for currency in [Currency::USD, Currency::JPY, Currency::KWD] {
            let money = Money::from_minor(minor, currency);
            prop_assert_eq!(Money::parse(&money.to_string(), &currency), Ok(money));
        }
    }

    #[test]
    fn b1_no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = Money::parse(&text, &Currency::USD);
        let _ = Percent::parse(&text);
        let _ = ExchangeRate::parse(&text);
    }

    #[test]
    fn b2_splits_lose_no_cent(total in -1_000_000_000_i64..1_000_000_000, weights in weights()) {
        if weights.iter().sum::<i64>() == 0 {
            return Ok(());
        }
        let parts = usd(total).allocate(&weights).unwrap();
        prop_assert_eq!(Money::sum(parts.iter().copied(), Currency::USD), Ok(usd(total)));
        let mirrored = usd(-total).allocate(&weights).unwrap();
        let turned: Vec<_> = parts.iter().map(|part| part.neg().unwrap()).collect();
        prop_assert_eq!(mirrored, turned);
        let sum = i128::from(weights.iter().sum::<i64>());
        for (part, weight) in parts.iter().zip(&weights) {
            let error = i128::from(part.minor) * sum - i128::from(total) * i128::from(*weight);
            prop_assert!(error.abs() < sum.abs(), "each part is within a cent of exact");
        }
    }

    #[test]
    fn b2_a_fraction_is_within_half_a_unit(
        minor in any::<i64>(),
        n in 0..1000_i64,
        d in 1000..2000_i64,
    ) {
        let part = usd(minor).fraction(n, d).unwrap();
        let exact = i128::from(minor) * i128::from(n);
        let error = i128::from(part.minor) * i128::from(d) - exact;
        prop_assert!(2 * error.abs() <= i128::from(d));
    }
}
