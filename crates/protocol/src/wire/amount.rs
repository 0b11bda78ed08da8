//! An amount of money on the wire: exact decimal text, never a float.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use arrayvec::ArrayString;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Scalar,
    loose::{self, Loose},
};
use crate::Answer;

/// The most digits before the point.
pub const AMOUNT_WHOLE_DIGITS_MAX: usize = 15;
/// The most digits after the point.
pub const AMOUNT_DECIMALS_MAX: usize = 6;

/// A sign, a point and both.
const AMOUNT_BYTES_MAX: usize = AMOUNT_WHOLE_DIGITS_MAX + AMOUNT_DECIMALS_MAX + 2;

/// The digits of the largest number of minor units, or of more decimals than currencies have.
const MINOR_BYTES_MAX: usize = 24;
const MALFORMED: &str = "must be an amount such as 15.95";

/// Decimal text such as `15.95` or `-1.00`, sent as a JSON string.
///
/// An answer may carry the empty text where nothing is known; a request never does. It is held in
/// place: lists of invoices are full of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(ArrayString<AMOUNT_BYTES_MAX>);

/// The same, sent as a JSON number where strict clients need one (`ApplyCredit.amount`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AmountNumber(pub Amount);

impl Amount {
    /// Checks the text: a sign, at most 15 digits, at most 6 decimals, nothing else.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mut whole, mut decimals, mut point) = (0, 0, false);
        for byte in unsigned.bytes() {
            match byte {
                b'0'..=b'9' if point => decimals += 1,
                b'0'..=b'9' => whole += 1,
                b'.' if !point => point = true,
                _ => return Err(MALFORMED.to_owned()),
            }
        }
        if whole == 0 || (point && decimals == 0) {
            return Err(MALFORMED.to_owned());
        }
        if whole > AMOUNT_WHOLE_DIGITS_MAX || decimals > AMOUNT_DECIMALS_MAX {
            return Err(format!(
                "must have at most {AMOUNT_WHOLE_DIGITS_MAX} digits and {AMOUNT_DECIMALS_MAX} decimals"
            ));
        }
        Ok(Self::of(&[text.strip_prefix('+').unwrap_or(text)]))
    }

    /// Writes what is never longer than an amount can be.
    fn of(parts: &[&str]) -> Self {
        let mut written = ArrayString::new();
        let fits = parts.iter().all(|part| written.try_push_str(part).is_ok());
        debug_assert!(fits, "an amount is longer than amounts are");
        Self(written)
    }

    /// Writes `minor` units with `places` decimals: `(1595, 2)` is `15.95`.
    pub fn from_minor(minor: i64, places: u32) -> Self {
        let places = places as usize;
        let sign = if minor < 0 { "-" } else { "" };
        let mut digits = ArrayString::<MINOR_BYTES_MAX>::new();
        let fits = write!(digits, "{:0>width$}", minor.unsigned_abs(), width = places + 1).is_ok();
        debug_assert!(fits, "a currency has more decimals than currencies have");
        let (whole, decimals) = digits.split_at(digits.len() - places);
        let point = if places == 0 { "" } else { "." };
        Self::of(&[sign, whole, point, decimals])
    }

    /// The amount in minor units; `None` when it is empty, too large or has more decimals.
    pub fn to_minor(&self, places: u32) -> Option<i64> {
        let unsigned = self.0.strip_prefix('-').unwrap_or(&self.0);
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let places = places as usize;
        let (kept, rest) = decimals.split_at(decimals.len().min(places));
        if !rest.bytes().all(|byte| byte == b'0') {
            return None;
        }
        let minor: i64 = format!("{whole}{kept:0<places$}").parse().ok()?;
        Some(if self.0.starts_with('-') { -minor } else { minor })
    }

    /// The text as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an answer carried nothing here.
    pub fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl Default for Amount {
    fn default() -> Self {
        Self::of(&["0.00"])
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Scalar for Amount {
    fn read_text(text: &str) -> Result<Self, String> {
        Self::parse(text)
    }

    fn write_text(&self) -> String {
        self.0.to_string()
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Serialize for AmountNumber {
    /// Fifteen significant digits pass through a JSON number unharmed; longer ones go as text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.as_str();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if let Ok(whole) = text.parse::<i64>() {
            return serializer.serialize_i64(whole);
        }
        match text.parse::<f64>() {
            Ok(number) if digits <= 15 => serializer.serialize_f64(number),
            _ => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        loose::read(deserializer, |value| {
            let text = match value {
                Loose::Float(number) => Cow::from(trim_zeros(&format!("{number:.6}"))),
                Loose::Bool(_) => return Err("an amount cannot be true or false".to_owned()),
                other => other.into_text(),
            };
            match Self::parse(&text) {
                Err(_) if text.trim().is_empty() => Ok(Self(ArrayString::new())),
                read => read.map_err(|why| format!("an amount {why}: {text}")),
            }
        })
    }
}

impl<'de> Deserialize<'de> for AmountNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Amount::deserialize(deserializer).map(Self)
    }
}

fn trim_zeros(text: &str) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl Answer for Amount {
    const KIND: &'static str = "amount";
}

impl Answer for AmountNumber {
    const KIND: &'static str = "amount as number";
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        amount.0.to_string()
    }
}

impl From<Amount> for AmountNumber {
    fn from(amount: Amount) -> Self {
        Self(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, AmountNumber};

    #[test]
    fn requests_are_exact() {
        for text in ["0", "15.95", "-1.00", "+2", "123456789012345.123456", " 1.5 "] {
            let expect = text.trim().trim_start_matches('+');
            assert_eq!(Amount::parse(text).unwrap().as_str(), expect, "for {text}");
        }
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "1,5",
            "1,000.00",
            "1e3",
            "--1",
            "NaN",
            "inf",
            "1.2.3",
            "1 2",
            "1234567890123456",
            "1.1234567",
            "0x1",
            "١",
            "$1",
        ] {
            assert!(Amount::parse(text).is_err(), "for {text}");
        }
    }

    #[test]
    fn minor_units() {
        for (text, places, expect) in [
            ("15.95", 2, Some(1595)),
            ("15.9", 2, Some(1590)),
            ("15", 2, Some(1500)),
            ("-0.01", 2, Some(-1)),
            ("15.950", 2, Some(1595)),
            ("15.951", 2, None),
            ("500", 0, Some(500)),
            ("500.00", 0, Some(500)),
            ("500.50", 0, None),
            ("999999999999999.999999", 6, None),
        ] {
            assert_eq!(Amount::parse(text).unwrap().to_minor(places), expect, "for {text}");
        }
        for (minor, places, expect) in [
            (1595, 2, "15.95"),
            (5, 2, "0.05"),
            (-5, 2, "-0.05"),
            (500, 0, "500"),
            (1, 3, "0.001"),
            (i64::MIN, 2, "-92233720368547758.08"),
        ] {
            assert_eq!(Amount::from_minor(minor, places).as_str(), expect);
        }
    }

    #[test]
    fn answers_are_read_from_numbers_too() {
        for (json, expect) in [
            (r#""15.95""#, "15.95"),
            ("15.95", "15.95"),
            ("0.1", "0.1"),
            ("450000", "450000"),
            ("450000.0", "450000"),
            ("0.30000000000000004", "0.3"),
            ("null", ""),
            (r#""""#, ""),
        ] {
            let amount: Amount = serde_json::from_str(json).unwrap();
            assert_eq!(amount.as_str(), expect, "for {json}");
        }
        assert!(serde_json::from_str::<Amount>(r#""$5.95 USD""#).is_err());
        for (text, expect) in [
            ("15.95", "15.95"),
            ("450000.00", "450000.0"),
            ("7", "7"),
            ("123456789012345.123456", r#""123456789012345.123456""#),
        ] {
            let number = AmountNumber(Amount::parse(text).unwrap());
            assert_eq!(serde_json::to_string(&number).unwrap(), expect);
        }
    }
}
