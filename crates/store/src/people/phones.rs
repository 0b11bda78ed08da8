//! Telephone numbers as people type them: what counts is their digits.

/// Fewer digits find nothing: no index has them, and they are part of too many numbers.
const DIGITS_MIN: usize = 5;

/// The end of a subquery that finds clients otherwise: those, too, of whose telephone number some
/// [`digits`] are a part. All clients are read for it. The calling code stands before the number,
/// and the zero that is dialled at home does not.
pub(crate) const OR_CLIENTS: &str =
    "union select rung.id from (select id, phone_cc || ltrim(replace(replace(replace(replace(replace(
        replace(replace(phone, ' ', ''), '-', ''), '.', ''), '/', ''), '(', ''), ')', ''),
        '+', ''), '0') as digits from clients where phone <> '') rung
    where replace(rung.digits, ?, '') <> rung.digits)";

/// The digits of a text that is a telephone number or a part of one, without the zeros before
/// them, which depend on where it is dialled; `None` for any other text.
#[must_use]
pub fn digits(text: &str) -> Option<String> {
    let is_number = text.chars().all(|c| c.is_ascii_digit() || " -./()+".contains(c));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rest = digits.trim_start_matches('0');
    (is_number && digits.len() >= DIGITS_MIN && !rest.is_empty()).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn only_numbers_have_digits() {
        for (text, expected) in [
            ("+44 (1632) 960-001", Some("441632960001")),
            ("01632 960001", Some("1632960001")),
            ("0044.1632", Some("441632")),
            ("1632", None),
            ("00000", None),
            ("", None),
            ("jane 12345", None),
            ("192.0.2.10", Some("1920210")),
        ] {
            assert_eq!(digits(text).as_deref(), expected, "{text}");
        }
    }
}
