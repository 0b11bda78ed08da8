//! The standard VAT rates of the member states of the European Union.

use crate::money::Percent;

/// Country (ISO 3166-1) and standard rate in tenths of a per cent, as in force on 1 January 2026
/// (Council Directive 2006/112/EC, article 96; the rates are those the states publish).
const RATES: [(&str, i64); 27] = [
    ("AT", 200),
    ("BE", 210),
    ("BG", 200),
    ("CY", 190),
    ("CZ", 210),
    ("DE", 190),
    ("DK", 250),
    ("EE", 240),
    ("ES", 210),
    ("FI", 255),
    ("FR", 200),
    ("GR", 240),
    ("HR", 250),
    ("HU", 270),
    ("IE", 230),
    ("IT", 220),
    ("LT", 210),
    ("LU", 170),
    ("LV", 210),
    ("MT", 180),
    ("NL", 210),
    ("PL", 230),
    ("PT", 230),
    ("RO", 210),
    ("SE", 250),
    ("SI", 220),
    ("SK", 230),
];

/// Every member state with its standard rate.
pub fn standard_rates() -> impl Iterator<Item = (&'static str, Percent)> {
    let rate = |tenths: i64| Percent::from_ten_thousandths(tenths * 1_000).ok();
    RATES.iter().filter_map(move |(country, tenths)| Some((*country, rate(*tenths)?)))
}

#[cfg(test)]
mod tests {
    use super::standard_rates;

    #[test]
    fn every_state_has_a_lawful_rate() {
        let rates: Vec<_> = standard_rates().collect();
        assert_eq!(rates.len(), 27);
        // At least 15 per cent (article 97).
        assert!(
            rates.iter().all(|(_, rate)| (150_000..=270_000).contains(&rate.ten_thousandths()))
        );
        let of = |wanted: &str| rates.iter().find(|(country, _)| *country == wanted).unwrap().1;
        assert_eq!(of("FI").ten_thousandths(), 255_000);
        assert!(rates.is_sorted_by_key(|(country, _)| *country));
    }
}
