//! The rows of a list as CSV or JSON.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::{Ask, hide};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::table::{Row, Table};

/// Rows of a file at most; more are asked for by filters.
const FILE_ROWS_MAX: u64 = 10_000;

/// All rows of a list as a file.
pub(super) async fn whole<F>(
    desk: &Desk,
    ask: &mut Ask,
    as_json: bool,
    rows: F,
) -> Result<Response, Fail>
where
    F: AsyncFn(&Desk, &Ask) -> Result<Table, Fail>,
{
    *ask = ask.clone().at_the_first();
    let mut found = Vec::new();
    let (name, labels) = loop {
        let mut table = rows(desk, ask).await?;
        hide(ask, &mut table);
        let last = table.rows.is_empty();
        found.extend(table.rows);
        let written = u64::try_from(found.len()).unwrap_or(u64::MAX);
        if last || written >= table.total || written >= FILE_ROWS_MAX {
            let labels: Vec<_> = table.columns.iter().map(|column| column.label).collect();
            break (table.title.to_lowercase().replace(' ', "-"), labels);
        }
        ask.turn_over();
    };
    let (kind, ending, text) = match as_json {
        true => ("application/json", "json", as_objects(&labels, &found).to_string()),
        false => ("text/csv; charset=utf-8", "csv", as_lines(&labels, &found)),
    };
    let head = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, text).into_response())
}

fn as_lines(labels: &[&str], rows: &[Row]) -> String {
    let mut text = String::new();
    line(&mut text, labels.iter().copied());
    for row in rows {
        line(&mut text, row.cells.iter().map(|cell| cell.text.as_str()));
    }
    text
}

/// Each row as an object of its cells by the labels of their columns, with its number.
fn as_objects(labels: &[&str], rows: &[Row]) -> Value {
    let object = |row: &Row| {
        let cells = labels.iter().zip(&row.cells);
        let cells = cells.map(|(label, cell)| ((*label).to_owned(), cell.text.clone().into()));
        let number = ("id".to_owned(), row.id.into());
        Value::Object(std::iter::once(number).chain(cells).collect())
    };
    rows.iter().map(object).collect()
}

/// One line of RFC 4180. What a spreadsheet would take for a formula is made a text.
fn line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(',');
        }
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let guard = if formula { "'" } else { "" };
        if formula || cell.contains(['"', ',', '\n', '\r']) {
            out.push_str(&format!("\"{guard}{}\"", cell.replace('"', "\"\"")));
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_spreadsheet_finds_no_formula() {
        for (cell, expected) in [
            ("plain", "plain\r\n"),
            ("a,b", "\"a,b\"\r\n"),
            ("say \"x\"", "\"say \"\"x\"\"\"\r\n"),
            ("=HYPERLINK(1)", "\"'=HYPERLINK(1)\"\r\n"),
            ("+49", "\"'+49\"\r\n"),
            ("-1.00", "\"'-1.00\"\r\n"),
            ("@sum", "\"'@sum\"\r\n"),
        ] {
            let mut out = String::new();
            line(&mut out, [cell].into_iter());
            assert_eq!(out, expected, "{cell}");
        }
    }
}
