//! Amounts as people type them, in the one way in which actions take them.
//!
//! People write what pages show: `1.234,50`, `1,234.50`, `12,5`. Actions, and so programs, know the
//! point only, and nothing between thousands.

use super::{Language, current, facts};

/// It is not clear what a mark before three digits means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unclear;

/// The digits between two marks of thousands.
const THOUSANDS: usize = 3;

/// An amount that was typed into a page, as actions take it. What is none in any language stays as
/// it was typed, for its reader to refuse.
///
/// # Errors
/// Where a mark before three digits may stand between thousands as well as before decimals, and the
/// page itself does not write decimals with it: `1,234` on a page in English.
pub(crate) fn plain(typed: &str) -> Result<String, Unclear> {
    current().plain(typed)
}

/// The same of an amount that a server wrote in the format of its currency.
///
/// # Errors
/// See [`plain`].
pub(crate) fn plain_of_server(text: &str) -> Result<String, Unclear> {
    facts::ENGLISH.plain(text)
}

impl Language {
    fn plain(&self, typed: &str) -> Result<String, Unclear> {
        let as_typed = || Ok(typed.trim().to_owned());
        let text: String =
            typed.chars().filter(|c| !is_spacing(*c)).map(|c| self.western(c)).collect();
        let (sign, number) = match text.strip_prefix(['-', '+']) {
            Some(rest) => text.split_at(text.len() - rest.len()),
            None => ("", text.as_str()),
        };
        if !number.chars().all(|c| c.is_ascii_digit() || is_mark(c)) {
            return as_typed();
        }
        let Some(at) = number.rfind(is_mark) else { return Ok(text) };
        let (whole, rest) = number.split_at(at);
        let (mark, decimals) = rest.split_at(1);
        let other = if mark == "," { "." } else { "," };
        if whole.contains(mark) {
            // Decimals have one mark only.
            let groups = are_groups(number, mark);
            return if groups {
                Ok(format!("{sign}{}", number.replace(mark, "")))
            } else {
                as_typed()
            };
        }
        if whole.contains(other) && !are_groups(whole, other) {
            return as_typed();
        }
        let may_be_groups = !whole.contains(other) && are_groups(number, mark);
        if may_be_groups && mark != self.decimal {
            return Err(Unclear);
        }
        Ok(format!("{sign}{}.{decimals}", whole.replace(other, "")))
    }

    /// A digit of the language as ours.
    fn western(&self, c: char) -> char {
        let value = u32::from(c).checked_sub(u32::from(self.zero));
        value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',')
}

/// What stands between thousands and is no mark, and what sets an amount off from Arabic text.
fn is_spacing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '’' | '\u{2066}' | '\u{2069}')
}

/// Whether the digits between marks are those of thousands; lakhs have two above the first three.
fn are_groups(text: &str, mark: &str) -> bool {
    let Some((before, last)) = text.rsplit_once(mark) else { return false };
    let mut groups = before.split(mark);
    let first = groups.next().unwrap_or_default();
    let begins = (1..=THOUSANDS).contains(&first.len()) && !first.starts_with('0');
    let is_whole = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = |group: &str| (2..=THOUSANDS).contains(&group.len()) && is_whole(group);
    begins && is_whole(first) && last.len() == THOUSANDS && is_whole(last) && groups.all(fits)
}

#[cfg(test)]
mod tests {
    use super::{Unclear, plain};
    use crate::pages::language::speaking;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let unclear = Err(Unclear);
        for (code, typed, expected) in [
            ("en", "25", Ok("25")),
            ("en", " 25.50 ", Ok("25.50")),
            ("en", "12,5", Ok("12.5")),
            ("en", "12,50", Ok("12.50")),
            ("en", "1,234.56", Ok("1234.56")),
            ("en", "1.234,56", Ok("1234.56")),
            ("en", "1 234,50", Ok("1234.50")),
            ("en", "1\u{202f}234,50", Ok("1234.50")),
            ("en", "1'234.50", Ok("1234.50")),
            ("en", "-1,234.50", Ok("-1234.50")),
            ("en", "+5", Ok("+5")),
            ("en", "1,234,567", Ok("1234567")),
            ("en", "1.234.567", Ok("1234567")),
            ("en", "12,34,567.50", Ok("1234567.50")),
            // What a currency of three decimals has; others refuse it.
            ("en", "1.234", Ok("1.234")),
            ("en", "1,234", unclear),
            ("en", "-1,234", unclear),
            ("en", "0,500", Ok("0.500")),
            ("en", "1234,567", Ok("1234.567")),
            ("de", "1,234", Ok("1.234")),
            ("de", "1.234", unclear),
            ("de", "1.234,50", Ok("1234.50")),
            ("de", "12.50", Ok("12.50")),
            ("fr", "1.234", unclear),
            ("fr", "1,234", Ok("1.234")),
            ("bn", "১২,৩৪,৫৬৭.৫০", Ok("1234567.50")),
            ("ar", "\u{2066}1,234.50\u{2069}", Ok("1234.50")),
            // No amounts: whoever reads them says so.
            ("en", "1,2,3", Ok("1,2,3")),
            ("en", "1.2.3", Ok("1.2.3")),
            ("en", "1,23.456,7", Ok("1,23.456,7")),
            ("en", "1,23.45", Ok("1,23.45")),
            ("en", "1,5 %", Ok("1,5 %")),
            ("en", "full price", Ok("full price")),
            ("en", "", Ok("")),
            ("en", "5,", Ok("5.")),
            ("en", ",5", Ok(".5")),
        ] {
            let read = speaking(code, || plain(typed));
            assert_eq!(read.as_deref().map_err(|why| *why), expected, "{code} {typed}");
        }
    }
}
