//! A bank statement as lines, whatever its format. What cannot be read is an error that names the
//! line or the element, and then nothing is kept: no line is left out in silence.

mod camt;
mod csv;
mod mt940;
mod tree;

use engine::billing::bank::StatementLine;
use model::money::{Currency, Money, is_iso_code, iso_digits};
use protocol::ImportBankStatement;

/// Bytes of a file at most.
const BYTES_MAX: usize = 8 << 20;
/// Lines of a file at most: all of them are one transaction.
const LINES_MAX: usize = 5_000;
/// The longest text of a line, in characters; the standards allow a fraction of it.
const TEXT_CHARS_MAX: usize = 10_000;

/// The parameter at fault, and a sentence for people.
pub(super) type Wrong = (&'static str, String);

/// Reads a file.
///
/// # Errors
/// What is wrong with it, and where.
pub(super) fn read(bytes: &[u8], call: &ImportBankStatement) -> Result<Vec<StatementLine>, Wrong> {
    let data = |why: String| ("data", why);
    if bytes.len() > BYTES_MAX {
        return Err(data("A file has at most 8 MiB".to_owned()));
    }
    let text = text(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let said = call.format.as_deref().unwrap_or_default().trim().to_ascii_lowercase();
    let lines = match (said.as_str(), text.trim_start()) {
        ("camt.053" | "camt053", _) => camt::read(text).map_err(data),
        ("mt940", _) => mt940::read(text).map_err(data),
        ("csv", _) => csv::read(text, call),
        ("", begins) if begins.starts_with('<') => camt::read(text).map_err(data),
        ("", begins) if begins.starts_with("{1:") || begins.starts_with(":20:") => {
            mt940::read(text).map_err(data)
        }
        ("", begins) if begins.contains("\n:61:") => mt940::read(text).map_err(data),
        ("", _) => csv::read(text, call),
        _ => Err(("format", "The format is camt.053, mt940 or csv".to_owned())),
    }?;
    if lines.len() > LINES_MAX {
        return Err(data(format!("A file has at most {LINES_MAX} lines")));
    }
    let long = |line: &StatementLine| {
        [&line.reference, &line.payer, &line.bank_id].iter().any(|text| text.len() > TEXT_CHARS_MAX)
    };
    if let Some(place) = lines.iter().position(long) {
        return Err(data(format!("Line {} of the statement is too long", place + 1)));
    }
    Ok(lines)
}

/// UTF-8, or else the letters of Latin 1, as older programs of banks write.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// A currency by its code, in any case.
fn currency(code: &str) -> Result<Currency, String> {
    let code = code.trim().to_ascii_uppercase();
    if !is_iso_code(&code) {
        return Err(format!("{code:?} is no currency"));
    }
    Currency::new(&code, iso_digits(&code)).map_err(|error| error.to_string())
}

/// An amount without a sign, with a point. More zeros than the currency has digits say nothing.
fn amount(text: &str, currency: &Currency) -> Result<Money, String> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if text.is_empty() || !plain {
        return Err(format!("{text:?} is no amount"));
    }
    let shorter = match text.split_once('.') {
        Some((whole, cents)) => {
            let digits = usize::from(currency.digits());
            let kept = cents.trim_end_matches('0');
            let kept =
                if kept.len() < digits { cents.get(..digits).unwrap_or(cents) } else { kept };
            if kept.is_empty() { whole.to_owned() } else { format!("{whole}.{kept}") }
        }
        None => text.to_owned(),
    };
    Money::parse(&shorter, currency).map_err(|error| format!("{text:?} is no amount: {error}"))
}

/// A text on one line, without what no database takes.
fn tidy(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod judged;
#[cfg(test)]
#[path = "read/tests.rs"]
mod tests;
