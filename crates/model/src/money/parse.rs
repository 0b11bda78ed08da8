//! Exact decimals in text: to and from an integer with a fixed number of decimals.

use super::MoneyError;

/// Reads a plain decimal as an integer scaled by `10^digits`, exactly.
pub(crate) fn scaled(text: &str, digits: u8, max: i64) -> Result<i64, MoneyError> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = match unsigned.split_once('.') {
        Some((_, "")) => return Err(MoneyError::NotDecimal),
        Some(parts) => parts,
        None => (unsigned, ""),
    };
    if whole.is_empty() || !whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit()) {
        return Err(MoneyError::NotDecimal);
    }
    let decimals = decimals.trim_end_matches('0');
    let missing =
        usize::from(digits).checked_sub(decimals.len()).ok_or(MoneyError::TooPrecise { digits })?;
    let zeros = std::iter::repeat_n(b'0', missing);
    let mut value: i64 = 0;
    for digit in whole.bytes().chain(decimals.bytes()).chain(zeros) {
        value = value
            .checked_mul(10)
            .and_then(|tenfold| tenfold.checked_add(i64::from(digit - b'0')))
            .filter(|value| *value <= max)
            .ok_or(MoneyError::TooLarge)?;
    }
    Ok(if negative { -value } else { value })
}

/// Writes an integer scaled by `10^digits` as people do, without zeros at its end: `19.5`, `-150`.
#[must_use]
pub fn shown_scaled(value: i64, digits: u8) -> String {
    let text = display_scaled(value, digits);
    if digits == 0 {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Writes an integer scaled by `10^digits` as a plain decimal with exactly these digits.
pub(crate) fn display_scaled(value: i64, digits: u8) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = usize::from(digits);
    let text = format!("{:0>width$}", value.unsigned_abs(), width = digits + 1);
    let (whole, decimals) = text.split_at(text.len() - digits);
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
}
