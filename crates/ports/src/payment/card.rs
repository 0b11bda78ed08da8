//! A card as typed in, and the faults that show without asking a bank.

use jiff::civil::Date;

use super::masked_card_numbers;
use crate::Secret;

/// What is said of a card number to whoever sends it to a gateway that takes none.
pub const TAKES_NO_NUMBERS: &str = "This gateway takes card numbers on its own pages only: send \
     the id of what its own form made of the card, or pay an invoice on its page and have the \
     card kept there";

/// A card as typed in. It lives for one request, is never stored and never shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardEntry {
    /// Digits; spaces and dashes between them are allowed.
    pub number: Secret,
    /// 1 to 12.
    pub expiry_month: u8,
    /// Four digits.
    pub expiry_year: i16,
    /// The security code; `None` where the law or the vendor lets it be absent.
    pub security_code: Option<Secret>,
    /// The name on the card.
    pub holder: String,
}

/// Whose card it is, by its first digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardBrand {
    /// 34, 37.
    AmericanExpress,
    /// 36, 38, 39, 300-305.
    DinersClub,
    /// 6011, 644-649, 65.
    Discover,
    /// 3528-3589.
    Jcb,
    /// 51-55, 2221-2720.
    Mastercard,
    /// 4.
    Visa,
    /// Anything else.
    Other,
}

/// A field of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardField {
    /// The long number.
    Number,
    /// Month and year.
    Expiry,
    /// The security code.
    SecurityCode,
}

/// What is wrong with a card as typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct CardFault {
    /// The field at fault.
    pub field: CardField,
    /// A sentence for the person who typed it.
    pub why: &'static str,
}

impl CardEntry {
    /// Reads an expiry as it is typed and sent: `MMYY`, `MM/YY`, `MM/YYYY` (spaces allowed).
    pub fn read_expiry(text: &str) -> Option<(u8, i16)> {
        let digits: String = text.chars().filter(|each| !matches!(each, ' ' | '/' | '-')).collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(digits.len(), 4 | 6) {
            return None;
        }
        let (month, year) = digits.split_at_checked(2)?;
        let year: i16 = year.parse().ok()?;
        Some((month.parse().ok()?, if digits.len() == 4 { 2000 + year } else { year }))
    }

    /// The number's digits without spaces and dashes.
    pub fn digits(&self) -> Secret {
        let typed = self.number.expose();
        Secret::new(typed.chars().filter(|each| !matches!(each, ' ' | '-')).collect::<String>())
    }

    /// Whether a number was typed, right or wrong, and not what a gateway's form made of a card.
    pub fn holds_number(&self) -> bool {
        let typed = self.number.expose();
        let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'-');
        typed.bytes().all(plain) || masked_card_numbers(typed) != typed
    }

    /// The last four digits, which may be kept and shown.
    pub fn last_four(&self) -> String {
        let digits = self.digits();
        let from = digits.expose().len().saturating_sub(4);
        digits.expose().get(from..).unwrap_or_default().to_owned()
    }

    /// Whose card it is.
    pub fn brand(&self) -> CardBrand {
        CardBrand::of(self.digits().expose())
    }

    /// The last day on which the card is good; `None` if month or year cannot be.
    pub fn expires_on(&self) -> Option<Date> {
        let month = i8::try_from(self.expiry_month).ok()?;
        Date::new(self.expiry_year, month, 1).ok().map(Date::last_of_month)
    }

    /// Finds the first fault that shows without asking a bank, in the order of the fields.
    pub fn check(&self, today: Date) -> Result<(), CardFault> {
        self.faults(today).into_iter().next().map_or(Ok(()), Err)
    }

    /// All faults that show without asking a bank, one a field, in the order of the fields.
    pub fn faults(&self, today: Date) -> Vec<CardFault> {
        let number = self.number_fault();
        // How long the code is depends on whose card it is, which only a right number says.
        let code = if number.is_none() { self.code_fault() } else { None };
        let found = [
            (CardField::Number, number),
            (CardField::Expiry, self.expiry_fault(today)),
            (CardField::SecurityCode, code),
        ];
        let found = found.into_iter();
        found.filter_map(|(field, why)| Some(CardFault { field, why: why? })).collect()
    }

    fn number_fault(&self) -> Option<&'static str> {
        let digits = self.digits();
        if digits.is_empty() || !digits.expose().bytes().all(|byte| byte.is_ascii_digit()) {
            return Some("The card number must consist of digits");
        }
        let is_good = (12..=19).contains(&digits.expose().len()) && passes_luhn(digits.expose());
        (!is_good).then_some("The card number is not valid")
    }

    fn expiry_fault(&self, today: Date) -> Option<&'static str> {
        match self.expires_on() {
            None => Some("The expiry date is not valid"),
            Some(date) if date < today => Some("The card has expired"),
            Some(date) if date.year() > today.year().saturating_add(20) => {
                Some("The expiry date is too far in the future")
            }
            Some(_) => None,
        }
    }

    fn code_fault(&self) -> Option<&'static str> {
        let length = if self.brand() == CardBrand::AmericanExpress { 4 } else { 3 };
        let code = self.security_code.as_ref().map(Secret::expose)?;
        let is_good = code.len() == length && code.bytes().all(|byte| byte.is_ascii_digit());
        (!is_good).then_some("The security code is not valid")
    }
}

impl CardBrand {
    /// The brand of a number of digits only.
    pub fn of(digits: &str) -> CardBrand {
        let first = |count: usize| digits.get(..count).and_then(|text| text.parse::<u32>().ok());
        match (first(1), first(2), first(3), first(4)) {
            (Some(4), ..) => CardBrand::Visa,
            (_, Some(34 | 37), ..) => CardBrand::AmericanExpress,
            (_, Some(36 | 38 | 39), ..) | (.., Some(300..=305), _) => CardBrand::DinersClub,
            (_, Some(65), ..) | (.., Some(644..=649), _) | (.., Some(6011)) => CardBrand::Discover,
            (.., Some(3528..=3589)) => CardBrand::Jcb,
            (_, Some(51..=55), ..) | (.., Some(2221..=2720)) => CardBrand::Mastercard,
            _ => CardBrand::Other,
        }
    }

    /// The name that people know.
    pub fn name(self) -> &'static str {
        match self {
            CardBrand::AmericanExpress => "American Express",
            CardBrand::DinersClub => "Diners Club",
            CardBrand::Discover => "Discover",
            CardBrand::Jcb => "JCB",
            CardBrand::Mastercard => "MasterCard",
            CardBrand::Visa => "Visa",
            CardBrand::Other => "Card",
        }
    }
}

/// Whether the last digit agrees with the others (ISO/IEC 7812-1, annex B).
pub fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0'));
            if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests;
