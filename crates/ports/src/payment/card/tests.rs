//! Cards that are fine and cards that are not.

use super::*;

fn card(number: &str, month: u8, year: i16, code: &str) -> CardEntry {
    CardEntry {
        number: number.into(),
        expiry_month: month,
        expiry_year: year,
        security_code: Some(code.into()),
        holder: "A. Client".to_owned(),
    }
}

#[test]
fn faults_name_the_field() {
    let today = jiff::civil::date(2026, 6, 15);
    for (number, month, year, code, expected) in [
        ("4242 4242 4242 4242", 6, 2026, "123", None),
        ("4242-4242-4242-4242", 12, 2046, "000", None),
        ("378282246310005", 1, 2030, "1234", None),
        ("", 1, 2030, "123", Some(CardField::Number)),
        ("4242424242424241", 1, 2030, "123", Some(CardField::Number)),
        ("424242424242424x", 1, 2030, "123", Some(CardField::Number)),
        ("42", 1, 2030, "123", Some(CardField::Number)),
        ("4242424242424242", 5, 2026, "123", Some(CardField::Expiry)),
        ("4242424242424242", 13, 2030, "123", Some(CardField::Expiry)),
        ("4242424242424242", 0, 2030, "123", Some(CardField::Expiry)),
        ("4242424242424242", 200, 2030, "123", Some(CardField::Expiry)),
        ("4242424242424242", 1, 2099, "123", Some(CardField::Expiry)),
        ("4242424242424242", 1, 2030, "12", Some(CardField::SecurityCode)),
        ("4242424242424242", 1, 2030, "12a", Some(CardField::SecurityCode)),
        ("4242424242424242", 1, 2030, "1234", Some(CardField::SecurityCode)),
        ("378282246310005", 1, 2030, "123", Some(CardField::SecurityCode)),
    ] {
        let found = card(number, month, year, code).check(today).err().map(|fault| fault.field);
        assert_eq!(found, expected, "{number} {month}/{year} {code}");
    }
}

#[test]
fn all_faults_are_found_at_once() {
    let today = jiff::civil::date(2026, 6, 15);
    let (number, expiry, code) = (CardField::Number, CardField::Expiry, CardField::SecurityCode);
    for (typed, expected) in [
        (("4242424242424242", 6, 2026, "123"), vec![]),
        (("4242424242424241", 5, 2026, "12"), vec![number, expiry]),
        (("4242424242424242", 5, 2026, "12"), vec![expiry, code]),
    ] {
        let found = card(typed.0, typed.1, typed.2, typed.3).faults(today);
        let fields: Vec<CardField> = found.into_iter().map(|fault| fault.field).collect();
        assert_eq!(fields, expected, "{typed:?}");
    }
}

#[test]
fn a_card_does_not_show_itself() {
    let shown = format!("{:?}", card("4242424242424242", 1, 2030, "987"));
    assert!(!shown.contains("4242") && !shown.contains("987"), "{shown}");
}

#[test]
fn brands_are_known_by_their_first_digits() {
    for (digits, brand) in [
        ("4242424242424242", CardBrand::Visa),
        ("5555555555554444", CardBrand::Mastercard),
        ("2223003122003222", CardBrand::Mastercard),
        ("378282246310005", CardBrand::AmericanExpress),
        ("6011111111111117", CardBrand::Discover),
        ("3056930009020004", CardBrand::DinersClub),
        ("3566002020360505", CardBrand::Jcb),
        ("6200000000000005", CardBrand::Other),
        ("", CardBrand::Other),
    ] {
        assert_eq!(CardBrand::of(digits), brand, "{digits}");
        assert!(digits.is_empty() || passes_luhn(digits), "{digits}");
    }
}

#[test]
fn expiries_are_read_as_people_write_them() {
    for (text, expected) in [
        ("0630", Some((6, 2030))),
        ("06/30", Some((6, 2030))),
        ("12 / 2031", Some((12, 2031))),
        ("6/30", None),
        ("ab/cd", None),
        ("é630", None),
        ("", None),
    ] {
        assert_eq!(CardEntry::read_expiry(text), expected, "{text}");
    }
}

#[test]
fn a_number_is_told_from_what_a_form_made_of_it() {
    for (typed, is_number) in [
        ("4242424242424242", true),
        ("4242 4242-4242 4242", true),
        ("4242424242424241", true),
        ("42", true),
        ("", true),
        ("my card 4242424242424242", true),
        ("pm_1PqX2e4242424242", false),
        ("made-4242", false),
    ] {
        assert_eq!(card(typed, 1, 2030, "123").holds_number(), is_number, "{typed}");
    }
}
