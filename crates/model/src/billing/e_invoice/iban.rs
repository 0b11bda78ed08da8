//! Finds the account of a transfer in the words that tell people how to pay.

/// Letters of an IBAN, the longest and the shortest there are (ISO 13616).
const LETTERS: std::ops::RangeInclusive<usize> = 15..=34;

/// The IBAN that a text names after this word, without its spaces; `None` when its check digits are
/// wrong.
#[must_use]
pub fn named_in(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    let places = upper.match_indices("IBAN").filter_map(|(at, word)| upper.get(at + word.len()..));
    places.filter_map(first).next()
}

/// The one that a text begins with: groups of letters and digits, as many as belong to it.
fn first(text: &str) -> Option<String> {
    let text = text.trim_start_matches([':', ' ', '\t', '.', '-', '=']);
    let line = text.lines().next()?;
    let mut found = String::new();
    for group in line.split([' ', '\u{a0}', ',', ';', '(', '/', '\t']) {
        if !group.chars().all(|c| c.is_ascii_alphanumeric()) {
            break;
        }
        found.push_str(group);
        if is_iban(&found) {
            return Some(found);
        }
    }
    None
}

fn is_iban(text: &str) -> bool {
    let (Some(country), Some(check)) = (text.get(..2), text.get(2..4)) else { return false };
    LETTERS.contains(&text.len())
        && country.chars().all(|c| c.is_ascii_uppercase())
        && check.chars().all(|c| c.is_ascii_digit())
        && remainder(text) == Some(1)
}

/// Modulo 97 of the number that it stands for, with its first four letters at its end (ISO 7064).
fn remainder(text: &str) -> Option<u32> {
    let (head, tail) = text.split_at_checked(4)?;
    tail.chars().chain(head.chars()).try_fold(0, |sum, c| {
        let digit = c.to_digit(36)?;
        let shift = if digit < 10 { 10 } else { 100 };
        Some((sum * shift + digit) % 97)
    })
}

#[cfg(test)]
mod tests {
    use super::named_in;

    #[test]
    fn accounts_are_found_with_their_check_digits_only() {
        for (text, expected) in [
            ("IBAN: DE89 3704 0044 0532 0130 00", Some("DE89370400440532013000")),
            (
                "Transfer it.\niban DE89370400440532013000, BIC COBADEFFXXX",
                Some("DE89370400440532013000"),
            ),
            ("IBAN BE68 5390 0754 7034 BIC GKCCBEBB", Some("BE68539007547034")),
            ("Our IBAN:\nIBAN: GB29 NWBK 6016 1331 9268 19", Some("GB29NWBK60161331926819")),
            ("IBAN: DE89 3704 0044 0532 0130 01", None),
            ("DE89 3704 0044 0532 0130 00", None),
            ("IBAN", None),
            ("IBAN: é", None),
            ("", None),
        ] {
            assert_eq!(named_in(text).as_deref(), expected, "{text}");
        }
    }
}
