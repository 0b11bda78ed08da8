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
    let sheet = Sheet::of(&labels, &found);
    let (kind, ending, text) = match as_json {
        true => ("application/json", "json", sheet.objects().to_string()),
        false => ("text/csv; charset=utf-8", "csv", sheet.lines()),
    };
    let head = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, text).into_response())
}

/// The rows as programs read them. After the columns of the list comes what people see within
/// them: smaller lines and currencies, each in a column of its own.
struct Sheet<'a> {
    heads: Vec<String>,
    rows: Vec<(i64, Vec<&'a str>)>,
}

impl<'a> Sheet<'a> {
    fn of(labels: &[&str], found: &'a [Row]) -> Self {
        let mut heads: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        let cells = |row: &'a Row, part: usize| {
            row.cells.iter().map(move |cell| cell.in_a_file().get(part).copied().unwrap_or(""))
        };
        let mut rows: Vec<_> =
            found.iter().map(|row| (row.id, cells(row, 0).collect::<Vec<_>>())).collect();
        for (part, more) in [(1, " (more)"), (2, " (currency)")] {
            for (place, label) in labels.iter().enumerate() {
                let of = |row| cells(row, part).nth(place).unwrap_or("");
                if found.iter().any(|row| !of(row).is_empty()) {
                    heads.push(format!("{label}{more}"));
                    rows.iter_mut().zip(found).for_each(|((_, cells), row)| cells.push(of(row)));
                }
            }
        }
        Self { heads, rows }
    }

    /// With the number of each row, where rows have one and no column says it.
    fn lines(&self) -> String {
        let numbered = !self.heads.iter().any(|head| head == "Id")
            && !self.rows.is_empty()
            && self.rows.iter().all(|(id, _)| *id > 0);
        let mut text = String::new();
        let head = numbered.then_some("Id").into_iter();
        line(&mut text, self.heads.iter().map(String::as_str).chain(head));
        for (id, cells) in &self.rows {
            let id = numbered.then(|| id.to_string());
            line(&mut text, cells.iter().copied().chain(id.as_deref()));
        }
        text
    }

    /// Each row as an object of its cells by the labels of their columns, with its number.
    fn objects(&self) -> Value {
        let object = |(id, cells): &(i64, Vec<&str>)| {
            let cells = self.heads.iter().zip(cells);
            let cells = cells.map(|(head, cell)| (head.clone(), (*cell).into()));
            let number = ("id".to_owned(), (*id).into());
            Value::Object(std::iter::once(number).chain(cells).collect())
        };
        self.rows.iter().map(object).collect()
    }
}

/// One line of RFC 4180. What a spreadsheet would take for a formula is made a text; an amount
/// below zero is none.
fn line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(',');
        }
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let amount = cell.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && digits(rest));
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !amount;
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
            ("-1.00", "-1.00\r\n"),
            ("-1+1", "\"'-1+1\"\r\n"),
            ("-", "\"'-\"\r\n"),
            ("@sum", "\"'@sum\"\r\n"),
        ] {
            let mut out = String::new();
            line(&mut out, [cell].into_iter());
            assert_eq!(out, expected, "{cell}");
        }
    }
}
