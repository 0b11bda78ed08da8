//! The one pattern of all lists: filter, sort and page on the server, the whole state in the
//! address, the same rows as CSV or JSON.

use std::collections::BTreeMap;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use protocol::wire::WireDate;
use serde::Serialize;
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::form::Posted;
use super::table::{Column, Row, Table};
use super::views;

/// Rows on a page, unless the address says otherwise.
const ROWS: u64 = 25;
/// Rows on a page at most.
const ROWS_MAX: u64 = 100;
/// Rows of a file at most; more are asked for by filters.
const FILE_ROWS_MAX: u64 = 10_000;

/// What the address says about a list.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    path: String,
    fields: BTreeMap<String, String>,
    page: u64,
    per: u64,
}

impl Ask {
    pub(crate) fn read(desk: &Desk) -> Self {
        let query = Posted::read(desk.uri().query().unwrap_or_default().as_bytes());
        let mut fields = query.fields();
        fields.retain(|_, value| !value.trim().is_empty());
        let number = |name: &str| fields.get(name).and_then(|text| text.parse::<u64>().ok());
        let page = number("page").filter(|page| *page > 0).unwrap_or(1).min(1_000_000);
        let per = number("per").unwrap_or(ROWS).clamp(1, ROWS_MAX);
        Self { path: desk.uri().path().to_owned(), fields, page, per }
    }

    /// The same list with a field that the address does not say.
    pub(crate) fn fixed(mut self, name: &str, value: impl ToString) -> Self {
        self.fields.insert(name.to_owned(), value.to_string());
        self
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.fields.get(name).map(|text| text.trim().to_owned())
    }

    pub(crate) fn id(&self, name: &str) -> Option<u64> {
        self.fields.get(name)?.trim().parse().ok()
    }

    /// A day; none when the address has another text there.
    pub(crate) fn day(&self, name: &str) -> Option<WireDate> {
        let day = self.fields.get(name)?.trim().parse().ok()?;
        Some(WireDate(Some(day)))
    }

    pub(crate) fn q(&self) -> Option<String> {
        self.text("q")
    }

    pub(crate) fn status(&self) -> Option<String> {
        self.text("status")
    }

    /// Rows to skip.
    pub(crate) fn start(&self) -> Option<u64> {
        Some((self.page - 1) * self.per)
    }

    /// Rows at most.
    pub(crate) fn rows(&self) -> Option<u64> {
        Some(self.per)
    }

    /// The word to sort by, and the direction as the wire says it.
    pub(crate) fn sort(&self) -> (Option<String>, Option<String>) {
        match self.text("sort") {
            None => (None, None),
            Some(word) => match word.strip_prefix('-') {
                Some(word) => (Some(word.to_owned()), Some("desc".to_owned())),
                None => (Some(word), Some("asc".to_owned())),
            },
        }
    }

    /// The part of all rows that this page shows, where an action gives them all.
    pub(crate) fn cut<T>(&self, rows: Vec<T>) -> (Vec<T>, u64) {
        let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let skip = usize::try_from((self.page - 1) * self.per).unwrap_or(usize::MAX);
        let most = usize::try_from(self.per).unwrap_or(usize::MAX);
        (rows.into_iter().skip(skip).take(most).collect(), total)
    }

    /// This list with something else; an empty value takes the field away.
    fn with(&self, changes: &[(&str, &str)]) -> String {
        let mut fields = self.fields.clone();
        for (name, value) in changes {
            if value.is_empty() {
                fields.remove(*name);
            } else {
                fields.insert((*name).to_owned(), (*value).to_owned());
            }
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }
}

#[derive(Serialize)]
struct Head {
    label: &'static str,
    href: String,
    /// `ascending`, `descending` or nothing.
    sorted: &'static str,
    end: bool,
}

#[derive(Serialize)]
struct Chip {
    label: String,
    href: String,
    current: bool,
}

/// A column that can be hidden, and the list with it turned.
#[derive(Serialize)]
struct Choice {
    label: &'static str,
    shown: bool,
    href: String,
}

#[derive(Serialize)]
struct Pager {
    from: u64,
    to: u64,
    previous: Option<String>,
    next: Option<String>,
}

/// Shows a list, or gives it as a file when the address asks for one.
pub(crate) async fn show<F>(desk: &Desk, rows: F) -> Result<Response, Fail>
where
    F: AsyncFn(&Desk, &Ask) -> Result<Table, Fail>,
{
    let mut ask = Ask::read(desk);
    if let Some(kind @ ("csv" | "json")) = ask.text("as").as_deref() {
        return file(desk, &mut ask, kind == "json", rows).await;
    }
    let table = rows(desk, &ask).await?;
    let title = table.title;
    let mut view = json!({ "list": view(&ask, table) });
    let address = ask.with(&[("page", "")]);
    view["list"]["views"] = views::of(desk, &ask.path, &address).await;
    Ok(desk.page(StatusCode::OK, "admin/list.html", title, view).await)
}

/// Rows that an action gives all at once: searched and cut here.
pub(crate) fn searched(ask: &Ask, mut table: Table, rows: Vec<Row>) -> Table {
    let words: Vec<String> =
        ask.q().unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
    let kept = rows.into_iter().filter(|row| {
        let text: Vec<_> = row.cells.iter().map(|cell| cell.text.to_lowercase()).collect();
        let text = text.join(" ");
        words.iter().all(|word| text.contains(word.as_str()))
    });
    (table.rows, table.total) = ask.cut(kept.collect());
    table.search = "Anything in a row";
    table
}

/// What a template needs for a list.
pub(crate) fn view(ask: &Ask, mut table: Table) -> Value {
    let choices = choices(ask, &table);
    hide(ask, &mut table);
    json!({
        "choices": choices,
        "views": null,
        "heads": heads(ask, &table),
        "chips": chips(ask, &table),
        "pager": pager(ask, &table),
        "q": ask.q().unwrap_or_default(),
        "kept": kept(ask),
        "csv": ask.with(&[("as", "csv"), ("page", "")]),
        "json": ask.with(&[("as", "json"), ("page", "")]),
        "filtered": ask.q().is_some() || ask.status().is_some(),
        "path": ask.path,
        "table": table,
    })
}

/// The columns that the address hides, by their words.
fn hidden(ask: &Ask) -> Vec<String> {
    let text = ask.text("hide").unwrap_or_default();
    text.split(',').map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect()
}

/// All columns but the first, which says what a row is.
fn choices(ask: &Ask, table: &Table) -> Vec<Choice> {
    let hidden = hidden(ask);
    let one = |column: &Column| {
        let word = column.label.to_lowercase();
        let shown = !hidden.contains(&word);
        let mut then: Vec<&str> =
            hidden.iter().map(String::as_str).filter(|each| *each != word).collect();
        if shown {
            then.push(&word);
        }
        Choice { label: column.label, shown, href: ask.with(&[("hide", &then.join(","))]) }
    };
    table.columns.iter().skip(1).map(one).collect()
}

fn hide(ask: &Ask, table: &mut Table) {
    let hidden = hidden(ask);
    if hidden.is_empty() {
        return;
    }
    let shown: Vec<bool> = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| place == 0 || !hidden.contains(&column.label.to_lowercase()))
        .collect();
    let keep = |place: &mut usize| {
        *place += 1;
        shown.get(*place - 1).copied().unwrap_or(true)
    };
    let mut place = 0;
    table.columns.retain(|_| keep(&mut place));
    for row in &mut table.rows {
        let mut place = 0;
        row.cells.retain(|_| keep(&mut place));
    }
}

fn heads(ask: &Ask, table: &Table) -> Vec<Head> {
    let sorted = ask.text("sort").unwrap_or_default();
    let one = |column: &Column| {
        let down = format!("-{}", column.sort);
        let (state, next) = match sorted.as_str() {
            word if column.sort.is_empty() || word.is_empty() => ("", column.sort),
            word if word == column.sort => ("ascending", down.as_str()),
            word if word == down => ("descending", column.sort),
            _ => ("", column.sort),
        };
        let href = if column.sort.is_empty() {
            String::new()
        } else {
            ask.with(&[("sort", next), ("page", "")])
        };
        Head { label: column.label, href, sorted: state, end: column.end }
    };
    table.columns.iter().map(one).collect()
}

fn chips(ask: &Ask, table: &Table) -> Vec<Chip> {
    if table.statuses.is_empty() {
        return Vec::new();
    }
    let wanted = ask.status().unwrap_or_default();
    let all = Chip {
        label: "All".to_owned(),
        href: ask.with(&[("status", ""), ("page", "")]),
        current: wanted.is_empty(),
    };
    let each = table.statuses.iter().map(|status| Chip {
        label: capital(status),
        href: ask.with(&[("status", status), ("page", "")]),
        current: *status == wanted,
    });
    std::iter::once(all).chain(each).collect()
}

/// The word as it begins a line.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn pager(ask: &Ask, table: &Table) -> Pager {
    let shown = u64::try_from(table.rows.len()).unwrap_or(0);
    let skipped = (ask.page - 1) * ask.per;
    let page = |number: u64| ask.with(&[("page", &number.to_string())]);
    Pager {
        from: if shown == 0 { 0 } else { skipped + 1 },
        to: skipped + shown,
        previous: (ask.page > 1).then(|| page(ask.page - 1)),
        next: (skipped + shown < table.total).then(|| page(ask.page + 1)),
    }
}

/// The fields that the search keeps.
fn kept(ask: &Ask) -> Vec<(&str, &str)> {
    let fields = ask.fields.iter().filter(|(name, _)| !matches!(name.as_str(), "q" | "page"));
    fields.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// All rows of a list as a file.
async fn file<F>(desk: &Desk, ask: &mut Ask, as_json: bool, rows: F) -> Result<Response, Fail>
where
    F: AsyncFn(&Desk, &Ask) -> Result<Table, Fail>,
{
    (ask.page, ask.per) = (1, ROWS_MAX);
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
        ask.page += 1;
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
