//! Card numbers in what people write: nobody may keep them there (PCI DSS 4.0, 3.3 and 3.5).

use super::passes_luhn;

/// Digits at the end of a number that may be shown (PCI DSS 4.0, 3.4.1).
const SHOWN: usize = 4;
/// Lengths of numbers, with the first digits that they begin with: from, to.
const NUMBERS: &[(usize, &str, &str)] = &[
    // Visa
    (13, "4", "4"),
    (16, "4", "4"),
    (19, "4", "4"),
    // Mastercard
    (16, "51", "55"),
    (16, "2221", "2720"),
    // American Express
    (15, "34", "34"),
    (15, "37", "37"),
    // Discover
    (16, "6011", "6011"),
    (16, "644", "659"),
    // JCB
    (16, "3528", "3589"),
    // Diners Club
    (14, "300", "305"),
    (14, "36", "36"),
    (14, "38", "39"),
    // UnionPay
    (16, "62", "62"),
];

/// The text with all but the last four digits of card numbers masked, however their digits are
/// grouped. Other long numbers stay as they are.
#[must_use]
pub fn masked_card_numbers(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let (number, behind) = from.split_at(end_of_number(from));
        kept.push_str(before);
        match is_card_number(number) {
            true => kept.push_str(&masked(number)),
            false => kept.push_str(number),
        }
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

/// Where a number ends whose groups stand a space or a hyphen apart.
fn end_of_number(text: &str) -> usize {
    let mut end = 0;
    let mut apart = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '0'..='9' => (end, apart) = (at + 1, false),
            ' ' | '-' if !apart => apart = true,
            _ => break,
        }
    }
    end
}

fn is_card_number(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let begins = |from: &str, to: &str| {
        digits.get(..from.len()).is_some_and(|first| (from..=to).contains(&first))
    };
    let is_known =
        NUMBERS.iter().any(|(length, from, to)| digits.len() == *length && begins(from, to));
    is_known && passes_luhn(&digits)
}

fn masked(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let mut seen = 0;
    let mask = |letter: char| {
        seen += usize::from(letter.is_ascii_digit());
        if letter.is_ascii_digit() && seen + SHOWN <= digits { '•' } else { letter }
    };
    number.chars().map(mask).collect()
}

#[cfg(test)]
mod tests {
    use super::masked_card_numbers;

    #[test]
    fn card_numbers_are_masked_and_others_stay() {
        for (text, expected) in [
            ("4242424242424242", "••••••••••••4242"),
            ("my card is 4242 4242 4242 4242.", "my card is •••• •••• •••• 4242."),
            ("5555-5555-5555-4444 and 378282246310005", "••••-••••-••••-4444 and •••••••••••0005"),
            ("2223 0031 2200 3222\n12/29", "•••• •••• •••• 3222\n12/29"),
            ("4242424242424241", "4242424242424241"),
            // A transfer's reference, a phone, an address, an IMEI, and an hour that follows.
            ("RF18 5390 0754 7034", "RF18 5390 0754 7034"),
            ("+49 170 1234567", "+49 170 1234567"),
            ("192.0.2.1:8080 at 10:00", "192.0.2.1:8080 at 10:00"),
            ("490154203237518", "490154203237518"),
            ("4242 4242 4242 4242 4242", "4242 4242 4242 4242 4242"),
            ("ä4242424242424242ö", "ä••••••••••••4242ö"),
            ("", ""),
        ] {
            assert_eq!(masked_card_numbers(text), expected, "{text}");
        }
    }
}
