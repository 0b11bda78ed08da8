//! Tables and properties of tax.

use super::*;
use crate::billing::invoice::LineType;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

fn eur(minor: i64) -> Money {
    Money::from_minor(minor, Currency::EUR)
}

fn rates(level1: &str, level2: &str) -> TaxRates {
    let percent = |text| Percent::parse(text).unwrap();
    TaxRates { level1: percent(level1), level2: percent(level2) }
}

fn settings(mode: TaxMode, compound: bool) -> TaxSettings {
    TaxSettings { mode, compound, ..TaxSettings::default() }
}

fn lines(amounts: &[(i64, bool)]) -> Vec<LineAmount> {
    amounts.iter().map(|(minor, taxed)| LineAmount { amount: eur(*minor), taxed: *taxed }).collect()
}

/// Computes and checks (subtotal, tax, tax2).
fn check(
    amounts: &[(i64, bool)],
    rates: TaxRates,
    settings: TaxSettings,
    treatment: Treatment,
    expected: (i64, i64, i64),
) {
    let result = compute(&lines(amounts), rates, &settings, treatment, Currency::EUR).unwrap();
    let found = (result.subtotal.minor, result.tax.minor, result.tax2.minor);
    assert_eq!(found, expected, "{amounts:?} {rates:?} {settings:?} {treatment:?}");
}

#[test]
fn b13_exclusive_and_inclusive_tax() {
    use TaxMode::{Exclusive, Inclusive};
    for (amounts, rate, mode, expected) in [
        (&[(1000, true)][..], "19", Exclusive, (1000, 190, 0)),
        (&[(1190, true)], "19", Inclusive, (1000, 190, 0)),
        (&[(1000, true), (500, false)], "20", Exclusive, (1500, 200, 0)),
        (&[(1200, true), (500, false)], "20", Inclusive, (1500, 200, 0)),
        (&[(1000, true)], "0", Exclusive, (1000, 0, 0)),
        (&[(-1000, true)], "19", Exclusive, (-1000, -190, 0)),
        (&[], "19", Exclusive, (0, 0, 0)),
    ] {
        check(amounts, rates(rate, "0"), settings(mode, false), Treatment::Taxed, expected);
    }
}

#[test]
fn b13_compound_tax_is_on_price_plus_level_1() {
    use TaxMode::{Exclusive, Inclusive};
    for (amount, mode, compound, expected) in [
        (10_000, Exclusive, false, (10_000, 500, 998)),
        (10_000, Exclusive, true, (10_000, 500, 1047)),
        (11_498, Inclusive, false, (10_000, 500, 998)),
        (11_547, Inclusive, true, (10_000, 500, 1047)),
    ] {
        let rates = rates("5", "9.975");
        check(&[(amount, true)], rates, settings(mode, compound), Treatment::Taxed, expected);
    }
}

#[test]
fn b14_tax_is_rounded_once_on_the_sum() {
    // Three lines of 0.33 at 7 %: 0.02 each if rounded by line, 0.07 on the sum of 0.99.
    let three = lines(&[(33, true), (33, true), (33, true)]);
    let result = compute(
        &three,
        rates("7", "0"),
        &settings(TaxMode::Exclusive, false),
        Treatment::Taxed,
        Currency::EUR,
    )
    .unwrap();
    assert_eq!(result.tax, eur(7));
    assert_eq!(result.lines.iter().map(|l| l.tax.minor).collect::<Vec<_>>(), [3, 2, 2]);
    assert_eq!(result.taxable, eur(99));
}

#[test]
fn b14_exempt_and_reverse_charge_pay_no_tax() {
    let keep = TaxSettings { deduct_from_exempt: false, ..settings(TaxMode::Inclusive, false) };
    for treatment in [Treatment::Exempt, Treatment::ReverseCharge] {
        let rates = rates("19", "0");
        let exclusive = settings(TaxMode::Exclusive, false);
        check(&[(1000, true)], rates, exclusive, treatment, (1000, 0, 0));
        let inclusive = settings(TaxMode::Inclusive, false);
        check(&[(1190, true)], rates, inclusive, treatment, (1000, 0, 0));
        check(&[(1190, true)], rates, keep, treatment, (1190, 0, 0));
    }
}

#[test]
fn b14_a_valid_vat_number_abroad_in_the_eu_means_reverse_charge() {
    for (country, exempt, has_valid_vat_number, home, expected) in [
        ("FR", false, true, "DE", Treatment::ReverseCharge),
        ("el", false, true, "DE", Treatment::ReverseCharge),
        ("FR", false, false, "DE", Treatment::Taxed),
        ("DE", false, true, "de", Treatment::Taxed),
        ("US", false, true, "DE", Treatment::Taxed),
        ("FR", false, true, "GB", Treatment::Taxed),
        ("FR", true, true, "DE", Treatment::Exempt),
    ] {
        let client = TaxClient { country, exempt, has_valid_vat_number };
        assert_eq!(treatment(client, home), expected, "{client:?} at home in {home}");
    }
}

#[test]
fn b13_the_most_specific_rule_wins() {
    let rule = |level, name: &str, country: Option<&str>, state: Option<&str>| TaxRule {
        level,
        name: name.to_owned(),
        country: country.map(str::to_owned),
        state: state.map(str::to_owned),
        rate: Percent::ZERO,
    };
    let rules = [
        rule(TaxLevel::One, "anywhere", None, None),
        rule(TaxLevel::One, "state only", None, Some("Texas")),
        rule(TaxLevel::One, "country", Some("US"), None),
        rule(TaxLevel::One, "country again", Some("US"), None),
        rule(TaxLevel::One, "state", Some("US"), Some("Texas")),
        rule(TaxLevel::Two, "second", Some("US"), None),
    ];
    for (level, country, state, expected) in [
        (TaxLevel::One, "US", "texas", Some("state")),
        (TaxLevel::One, "US", "TX", Some("state")),
        (TaxLevel::One, "us", "Ohio", Some("country")),
        (TaxLevel::One, "FR", "Texas", Some("state only")),
        (TaxLevel::One, "FR", "", Some("anywhere")),
        (TaxLevel::Two, "US", "Texas", Some("second")),
        (TaxLevel::Two, "FR", "", None),
    ] {
        let found = select(&rules, level, country, state).map(|rule| rule.name.as_str());
        assert_eq!(found, expected, "{level:?} {country} {state}");
    }
}

#[test]
fn b14_switches_decide_which_lines_are_taxed() {
    let none = TaxSettings {
        tax_domains: false,
        tax_late_fees: false,
        tax_billable_items: false,
        tax_custom_lines: false,
        ..TaxSettings::default()
    };
    let all = TaxSettings { tax_late_fees: true, ..TaxSettings::default() };
    for (kind, flag, with_none, with_all) in [
        (LineType::Hosting, true, true, true),
        (LineType::Hosting, false, false, false),
        (LineType::Domain, false, false, true),
        (LineType::LateFee, false, false, true),
        (LineType::BillableItem, true, false, true),
        (LineType::BillableItem, false, false, false),
        (LineType::Custom, true, false, true),
        (LineType::AddFunds, true, false, false),
    ] {
        assert_eq!(is_taxed(kind, flag, &none), with_none, "{kind} {flag}");
        assert_eq!(is_taxed(kind, flag, &all), with_all, "{kind} {flag}");
    }
}

fn any_lines() -> impl Strategy<Value = Vec<(i64, bool)>> {
    proptest::collection::vec((-50_000_i64..1_000_000, any::<bool>()), 0..10)
}

proptest! {
    #[test]
    fn b14_lines_sum_to_the_total(
        amounts in any_lines(),
        (rate1, rate2) in (0..400_000_i64, 0..400_000_i64),
        (compound, contained) in any::<(bool, bool)>(),
    ) {
        // Lines that sum to nothing have no share of a tax that is nothing.
        let percent = |value| Percent::from_ten_thousandths(value).unwrap();
        let rates = TaxRates { level1: percent(rate1), level2: percent(rate2) };
        let mode = if contained { TaxMode::Inclusive } else { TaxMode::Exclusive };
        let settings = settings(mode, compound);
        let listed = lines(&amounts);
        let result = compute(&listed, rates, &settings, Treatment::Taxed, Currency::EUR).unwrap();

        let sum = |part: fn(&LineTax) -> i64| result.lines.iter().map(part).sum::<i64>();
        prop_assert_eq!(sum(|l| l.net.minor), result.subtotal.minor);
        prop_assert_eq!(sum(|l| l.tax.minor), result.tax.minor);
        prop_assert_eq!(sum(|l| l.tax2.minor), result.tax2.minor);
        for (line, given) in result.lines.iter().zip(&listed) {
            let gross = line.net.minor + line.tax.minor + line.tax2.minor;
            let shown = if contained { gross } else { line.net.minor };
            prop_assert_eq!(shown, given.amount.minor, "listed prices stand");
            prop_assert!(given.taxed || line.tax.minor == 0 && line.tax2.minor == 0);
        }
        // EN 16931 BR-CO-17: tax = taxable amount x rate, rounded to the minor unit.
        if !contained {
            prop_assert_eq!(result.tax, result.taxable.percent(rates.level1).unwrap());
        }
    }
}
