//! The picture of a report: its most telling column as bars, drawn of the same rows as the table.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{ReportColumn, ReportRow};
use serde::Serialize;

use crate::pages::filters::grouped;

/// Bars at most; what follows is in the table.
const BARS_MAX: usize = 24;
/// Length of the longest bar, in units of the picture.
const LONG: i128 = 1000;

/// Bars of one column.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Picture {
    /// What the bars measure.
    what: String,
    /// The currency that they are in, if they are amounts.
    currency: String,
    bars: Vec<Bar>,
    /// Rows that are not drawn: of other currencies, or too many.
    left_off: usize,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Bar {
    label: String,
    said: String,
    long: i64,
    below: bool,
}

/// The texts of a row.
pub(super) fn cells(row: &ReportRow) -> Vec<String> {
    row.cells.0.cell.iter().map(ToString::to_string).collect()
}

/// Draws the first column of amounts, else the first of numbers; none where there is nothing to
/// compare, or where the rows are single things of the same name, such as payments.
pub(super) fn picture(columns: &[ReportColumn], rows: &[Vec<String>]) -> Option<Picture> {
    let of = |kind: &str| columns.iter().position(|column| &*column.kind == kind);
    let value = of("money").or_else(|| of("number"))?;
    let named = |column: &ReportColumn| matches!(&*column.kind, "text" | "date");
    let label = columns.iter().position(|column| named(column) && &*column.key != "currency")?;
    let currency = columns.iter().position(|column| &*column.key == "currency");
    let of_row = |row: &Vec<String>| currency.and_then(|at| row.get(at)).cloned();
    // Amounts of two currencies cannot be compared; the one that most rows have is drawn.
    let mut counted: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for row in rows {
        *counted.entry(of_row(row)).or_default() += 1;
    }
    let first = counted.into_iter().max_by_key(|(_, rows)| *rows).and_then(|(code, _)| code);
    let drawn: Vec<(&String, &String, i128)> = rows
        .iter()
        .filter(|row| of_row(row) == first)
        .filter_map(|row| {
            let (label, text) = (row.get(label)?, row.get(value)?);
            Some((label, text, amount(text)?))
        })
        .take(BARS_MAX)
        .collect();
    let most = drawn.iter().map(|(.., amount)| amount.abs()).max().filter(|most| *most > 0)?;
    let labels: BTreeSet<&String> = drawn.iter().map(|(label, ..)| *label).collect();
    if drawn.len() < 2 || labels.len() < drawn.len() {
        return None;
    }
    let bars = drawn.iter().map(|(label, text, amount)| Bar {
        label: (*label).clone(),
        said: grouped(text),
        long: i64::try_from(amount.abs() * LONG / most).unwrap_or_default(),
        below: *amount < 0,
    });
    Some(Picture {
        what: columns.get(value)?.title.to_string(),
        currency: first.unwrap_or_default(),
        bars: bars.collect(),
        left_off: rows.len() - drawn.len(),
    })
}

/// `1234.50` as ten-thousandths, for the length of a bar only.
fn amount(text: &str) -> Option<i128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = format!("{part:0<4}");
    let digits: i128 = format!("{whole}{}", part.get(..4)?).parse().ok()?;
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::{amount, picture};
    use protocol::ReportColumn;

    fn columns(kinds: &[(&str, &str)]) -> Vec<ReportColumn> {
        let column = |(key, kind): &(&str, &str)| ReportColumn {
            key: (*key).into(),
            title: (*key).into(),
            kind: (*kind).into(),
        };
        kinds.iter().map(column).collect()
    }

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn the_most_telling_column_is_drawn_in_one_currency() {
        let columns = columns(&[
            ("currency", "text"),
            ("month", "text"),
            ("count", "number"),
            ("income", "money"),
        ]);
        let rows = rows(&[
            &["USD", "2026-01", "3", "50.00"],
            &["EUR", "2026-01", "1", "900.00"],
            &["USD", "2026-02", "1", "-25.00"],
        ]);
        let picture = picture(&columns, &rows).unwrap();
        assert_eq!((&*picture.what, &*picture.currency), ("income", "USD"));
        let bars: Vec<_> =
            picture.bars.iter().map(|bar| (&*bar.label, bar.long, bar.below)).collect();
        assert_eq!(bars, [("2026-01", 1000, false), ("2026-02", 500, true)]);
        assert_eq!(picture.left_off, 1);
    }

    #[test]
    fn nothing_is_drawn_where_nothing_can_be_compared() {
        let columns = columns(&[("name", "text"), ("count", "number")]);
        for odd in [
            rows(&[]),
            rows(&[&["a", "1"]]),
            rows(&[&["a", "0"], &["b", "0"]]),
            rows(&[&["a", "1"], &["a", "2"]]),
        ] {
            assert_eq!(picture(&columns, &odd), None, "{odd:?}");
        }
        assert_eq!((amount("1.5"), amount("-0.05"), amount("x")), (Some(15000), Some(-500), None));
    }
}
