//! MT940, the customer statement message of SWIFT: fields 25, 60, 61 and 86, with the structure of
//! field 86 that German (`?20`) and Dutch (`/REMI/`) banks use.

use engine::billing::bank::StatementLine;
use jiff::civil::Date;
use model::money::Currency;

use super::{amount, currency, tidy};

/// A piece of purpose shorter than this ends where a word ends.
const PURPOSE_CHARS: usize = 27;
/// The same for a line of a field.
const LINE_CHARS: usize = 65;

/// A field with its tag and the number of its first line.
struct Field {
    tag: String,
    lines: Vec<String>,
    at: usize,
}

/// Reads a file of one or more statements.
///
/// # Errors
/// What is wrong, with the line.
pub(super) fn read(text: &str) -> Result<Vec<StatementLine>, String> {
    let mut lines: Vec<StatementLine> = Vec::new();
    let (mut account, mut unit): (String, Option<Currency>) = (String::new(), None);
    let (mut balances, mut detailed) = (0, true);
    for field in fields(text) {
        let at = |why: String| format!("Line {}, field {}: {why}", field.at, field.tag);
        let first = field.lines.first().map(String::as_str).unwrap_or_default();
        match field.tag.as_str() {
            "25" | "25P" => account = tidy(first),
            "60F" | "60M" => {
                balances += 1;
                unit = Some(currency(first.get(7..10).unwrap_or_default()).map_err(at)?);
            }
            "61" => {
                let unit = unit.ok_or_else(|| at("no balance (60F) stands before it".into()))?;
                lines.push(of_61(&field.lines, &account, &unit).map_err(at)?);
                detailed = false;
            }
            // One at the end of a statement is about the statement.
            "86" if !detailed => {
                if let Some(line) = lines.last_mut() {
                    of_86(&field.lines, line);
                }
                detailed = true;
            }
            "62F" | "62M" => detailed = true,
            _ => {}
        }
    }
    if balances == 0 {
        return Err("It is no MT940: field 60F is missing".to_owned());
    }
    Ok(lines)
}

/// The fields of all messages, without the blocks around them.
fn fields(text: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for (place, line) in text.lines().enumerate() {
        let line = line.trim_end();
        // `{1:…}{2:…}{4:` may end in the line of the first field.
        let line = line.rsplit_once("{4:").map_or(line, |(_, rest)| rest);
        if line.is_empty() || line.starts_with('{') || line == "-" || line.starts_with("-}") {
            continue;
        }
        match tagged(line) {
            Some((tag, rest)) => fields.push(Field {
                tag: tag.to_owned(),
                lines: vec![rest.to_owned()],
                at: place + 1,
            }),
            None => {
                if let Some(field) = fields.last_mut() {
                    field.lines.push(line.to_owned());
                }
            }
        }
    }
    fields
}

/// `:61:…` as its tag and the rest.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.strip_prefix(':')?.split_once(':')?;
    let digits = tag.bytes().take_while(u8::is_ascii_digit).count();
    let letters = tag.get(digits..)?;
    let known =
        digits == 2 && letters.len() <= 1 && letters.bytes().all(|b| b.is_ascii_uppercase());
    known.then_some((tag, rest))
}

/// Field 61: `YYMMDD[MMDD]` mark `[letter]` amount, type, reference, `//` the bank's reference.
fn of_61(lines: &[String], account: &str, unit: &Currency) -> Result<StatementLine, String> {
    let text = lines.first().map(String::as_str).unwrap_or_default();
    if !text.is_ascii() {
        return Err("it is not of ASCII letters".to_owned());
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (days, rest) = text.split_at(digits);
    let booked_on = day(days)?;
    let marks = [("RC", false), ("RD", true), ("C", true), ("D", false)];
    let mark = marks
        .iter()
        .find_map(|(mark, arrived)| rest.strip_prefix(mark).map(|rest| (*arrived, rest)));
    let (arrived, rest) = mark.ok_or("neither C nor D follows the day")?;
    // The third letter of the currency, which says nothing new.
    let rest = rest.strip_prefix(|letter: char| letter.is_ascii_uppercase()).unwrap_or(rest);
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != ',');
    let (sum, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let (whole, cents) = match sum.split_once(',') {
        Some(parts) => parts,
        // ING leaves it out of whole sums.
        None if !rest.starts_with('.') => (sum, ""),
        None => return Err("the amount has no comma".to_owned()),
    };
    let point = if cents.is_empty() { whole.to_owned() } else { format!("{whole}.{cents}") };
    let sum = amount(&point, unit)?;
    let references = rest.get(4..).unwrap_or_default();
    let (own, bank) = references.split_once("//").unwrap_or((references, ""));
    let known = |text: &str| {
        let text = tidy(text);
        if matches!(text.as_str(), "NONREF" | "NOTPROVIDED") { String::new() } else { text }
    };
    let more: Vec<&str> = lines.iter().skip(1).map(String::as_str).collect();
    Ok(StatementLine {
        account: account.to_owned(),
        bank_id: known(bank),
        booked_on,
        amount: if arrived { sum } else { sum.neg().map_err(|error| error.to_string())? },
        payer: String::new(),
        payer_account: String::new(),
        reference: tidy(&format!("{} {}", known(own), more.join(" "))),
    })
}

/// The day it was booked: the second one, whose year is that of the value date or next to it.
fn day(digits: &str) -> Result<Date, String> {
    let wrong = || format!("{digits:?} is no day");
    let part = |from: usize| -> Option<i8> { digits.get(from..from + 2)?.parse().ok() };
    let year = 2000 + i16::from(part(0).ok_or_else(wrong)?);
    let (month, day) = (part(2).ok_or_else(wrong)?, part(4).ok_or_else(wrong)?);
    let value = Date::new(year, month, day).map_err(|_| wrong())?;
    match digits.len() {
        6 => Ok(value),
        10 => {
            let (month, day) = (part(6).ok_or_else(wrong)?, part(8).ok_or_else(wrong)?);
            let years = [year, year - 1, year + 1];
            let near = years.iter().filter_map(|year| Date::new(*year, month, day).ok());
            let near = near.min_by_key(|each| each.since(value).map_or(0, |s| s.get_days()).abs());
            near.ok_or_else(wrong)
        }
        _ => Err(wrong()),
    }
}

/// Field 86: who paid, and what for.
fn of_86(lines: &[String], line: &mut StatementLine) {
    let first = lines.first().map(String::as_str).unwrap_or_default();
    let mut letters = first.chars().skip(3);
    let mark = letters.next().filter(|mark| !mark.is_alphanumeric() && !mark.is_whitespace());
    let code = first.get(..3).is_some_and(|code| code.bytes().all(|b| b.is_ascii_digit()));
    match mark {
        Some(mark) if code => subfields(&lines.concat(), mark, line),
        _ => plain(lines, line),
    }
}

fn subfields(text: &str, mark: char, line: &mut StatementLine) {
    let (mut purpose, mut payer) = (String::new(), String::new());
    for piece in text.split(mark).skip(1) {
        let (Some(number), Some(rest)) = (piece.get(..2), piece.get(2..)) else { continue };
        let end = if rest.chars().count() < PURPOSE_CHARS { " " } else { "" };
        match number.parse::<u8>() {
            Ok(20..=29 | 60..=63) => purpose.push_str(&format!("{rest}{end}")),
            Ok(31) => line.payer_account = tidy(rest),
            Ok(32 | 33) => payer.push_str(&format!("{rest}{end}")),
            _ => {}
        }
    }
    line.payer = tidy(&payer);
    line.reference = tidy(&format!("{purpose} {}", line.reference));
}

/// Free text, or `/NAME/…/IBAN/…/REMI/…`, whose words are read and whose text is kept whole.
fn plain(lines: &[String], line: &mut StatementLine) {
    let joined = lines.iter().fold(String::new(), |mut text, piece| {
        text.push_str(piece);
        if piece.chars().count() < LINE_CHARS {
            text.push(' ');
        }
        text
    });
    let said = |word: &str| {
        let rest = joined.split_once(word).map(|(_, rest)| rest)?;
        Some(tidy(rest.split('/').next().unwrap_or_default()))
    };
    line.payer = said("/NAME/").unwrap_or_default();
    line.payer_account = said("/IBAN/").unwrap_or_default();
    line.reference = tidy(&format!("{joined} {}", line.reference));
}
