//! CSV, whose columns every bank calls otherwise: the caller says which is what.

use engine::billing::bank::StatementLine;
use jiff::civil::Date;
use protocol::ImportBankStatement;

use super::{Wrong, amount, currency, tidy};
use crate::system::import_rows::table;

/// Our columns.
const OURS: [&str; 7] =
    ["date", "amount", "currency", "payer", "payeraccount", "reference", "bankid"];

/// Reads a file.
///
/// # Errors
/// What is wrong, with the parameter or the row; the names of the columns are row 1.
pub(super) fn read(text: &str, call: &ImportBankStatement) -> Result<Vec<StatementLine>, Wrong> {
    let table = table::read(text).map_err(|why| ("data", why))?;
    let places = places(call.columns.as_deref().unwrap_or_default(), &table.columns)?;
    let order = order(call.dateformat.as_deref().unwrap_or_default())?;
    let mark = match call.decimalmark.as_deref().unwrap_or_default().trim() {
        "" | "." => '.',
        "," => ',',
        _ => return Err(("decimalmark", "The decimal mark is . or ,".to_owned())),
    };
    let own = call.currency.as_deref().unwrap_or_default();
    let account = tidy(call.account.as_deref().unwrap_or_default());
    let mut lines = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        let at = |why| ("data", format!("Row {}: {why}", row + 2));
        let cell = |name: &str| {
            let place = OURS.iter().position(|ours| *ours == name);
            let place = place.and_then(|place| places.get(place).copied().flatten());
            place.and_then(|place| cells.get(place)).map(|text| tidy(text)).unwrap_or_default()
        };
        let said = cell("currency");
        let currency = currency(if said.is_empty() { own } else { &said }).map_err(at)?;
        let (leaves, plain) = sum(&cell("amount"), mark).map_err(at)?;
        let sum = amount(&plain, &currency).map_err(at)?;
        let sum = if leaves { sum.neg().map_err(|e| at(e.to_string()))? } else { sum };
        lines.push(StatementLine {
            account: account.clone(),
            bank_id: cell("bankid"),
            booked_on: day(&cell("date"), order).map_err(at)?,
            amount: sum,
            payer: cell("payer"),
            payer_account: cell("payeraccount"),
            reference: cell("reference"),
        });
    }
    Ok(lines)
}

/// Where each of our columns stands.
fn places(said: &str, columns: &[String]) -> Result<Vec<Option<usize>>, Wrong> {
    let mut names: Vec<(String, bool)> =
        OURS.iter().map(|name| ((*name).to_owned(), false)).collect();
    for pair in said.split([';', '\n']).map(str::trim).filter(|pair| !pair.is_empty()) {
        let wrong = || ("columns", format!("{pair:?} is not as date=Booked on"));
        let (ours, theirs) = pair.split_once('=').ok_or_else(wrong)?;
        let place = OURS.iter().position(|name| name.eq_ignore_ascii_case(ours.trim()));
        let slot = place.and_then(|place| names.get_mut(place)).ok_or_else(wrong)?;
        *slot = (theirs.trim().to_ascii_lowercase(), true);
    }
    let mut places = Vec::new();
    for (ours, (theirs, said)) in OURS.iter().zip(names) {
        let place = columns.iter().position(|column| *column == theirs);
        if place.is_none() && (said || matches!(*ours, "date" | "amount")) {
            return Err(("columns", format!("There is no column {theirs} for the {ours}")));
        }
        places.push(place);
    }
    Ok(places)
}

/// Where year, month and day stand, and what is between them.
type Order = ([usize; 3], char);

fn order(text: &str) -> Result<Order, Wrong> {
    match text.trim().to_ascii_uppercase().as_str() {
        "" | "YYYY-MM-DD" => Ok(([0, 1, 2], '-')),
        "DD.MM.YYYY" => Ok(([2, 1, 0], '.')),
        "DD/MM/YYYY" => Ok(([2, 1, 0], '/')),
        "MM/DD/YYYY" => Ok(([2, 0, 1], '/')),
        _ => {
            let said = "Days are YYYY-MM-DD, DD.MM.YYYY, DD/MM/YYYY or MM/DD/YYYY";
            Err(("dateformat", said.to_owned()))
        }
    }
}

/// A day; a year of two digits is of this century.
fn day(text: &str, (order, mark): Order) -> Result<Date, String> {
    let wrong = || format!("{text:?} is no day");
    let parts: Vec<&str> = text.trim().split(mark).collect();
    if parts.len() != 3 {
        return Err(wrong());
    }
    let part = |place: usize| -> Option<i16> { parts.get(*order.get(place)?)?.parse().ok() };
    let year = part(0).ok_or_else(wrong)?;
    let year = if (0..100).contains(&year) { year + 2000 } else { year };
    let small = |place| part(place).and_then(|part| i8::try_from(part).ok()).ok_or_else(wrong);
    Date::new(year, small(1)?, small(2)?).map_err(|_| wrong())
}

/// Whether money left, and the amount with a point. Signs between thousands must be between
/// groups of three, so that `1,50` is never read as 150.
fn sum(text: &str, mark: char) -> Result<(bool, String), String> {
    let wrong = || format!("{text:?} is no amount with the decimal mark {mark}");
    let text = text.trim();
    let (leaves, rest) = match text.strip_prefix('-').or_else(|| text.strip_suffix('-')) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, cents) = rest.split_once(mark).unwrap_or((rest, ""));
    let thousands = if mark == '.' { ',' } else { '.' };
    let groups: Vec<&str> = whole.split([thousands, ' ', '\'', '\u{a0}']).collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole_groups = groups.iter().skip(1).all(|group| group.len() == 3);
    let first = groups.first().is_some_and(|first| groups.len() == 1 || first.len() <= 3);
    if !groups.iter().all(|group| digits(group)) || !whole_groups || !first {
        return Err(wrong());
    }
    if !cents.is_empty() && !digits(cents) {
        return Err(wrong());
    }
    let whole = groups.concat();
    Ok((leaves, if cents.is_empty() { whole } else { format!("{whole}.{cents}") }))
}
