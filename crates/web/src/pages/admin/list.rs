//! The one pattern of all lists: filter, sort and page on the server, the whole state in the
//! address, the same rows as CSV or JSON.

mod file;
mod filter;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use protocol::wire::{Amount, WireDate};
use serde::Serialize;
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::form::Posted;
use super::offers;
use super::several::TOGETHER_MAX;
use super::table::{Column, Row, Table};
use super::views;
use crate::pages::language::plain;
pub(crate) use filter::Filter;

/// Nothing has this number.
pub(crate) const NONE: u64 = i64::MAX.unsigned_abs();
/// Rows on a page, unless the address says otherwise.
const ROWS: u64 = 25;
/// Rows on a page at most.
const ROWS_MAX: u64 = 100;

/// What the address says about a list.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    path: String,
    fields: BTreeMap<String, String>,
    /// Fields that the address does not say.
    fixed: Vec<&'static str>,
    page: u64,
    per: u64,
}

impl Ask {
    pub(crate) fn read(desk: &Desk) -> Self {
        Self::of(desk.uri().path(), desk.uri().query().unwrap_or_default())
    }

    /// A list at another address than that of the page.
    pub(crate) fn of(path: &str, query: &str) -> Self {
        let mut fields = Posted::read(query.as_bytes()).fields();
        fields.retain(|_, value| !value.trim().is_empty());
        let number = |name: &str| fields.get(name).and_then(|text| text.parse::<u64>().ok());
        let page = number("page").filter(|page| *page > 0).unwrap_or(1).min(1_000_000);
        let per = number("per").unwrap_or(ROWS).clamp(1, ROWS_MAX);
        Self { path: path.to_owned(), fields, fixed: Vec::new(), page, per }
    }

    /// The same list with a field that the address does not say.
    pub(crate) fn fixed(mut self, name: &'static str, value: impl ToString) -> Self {
        self.fields.insert(name.to_owned(), value.to_string());
        self.fixed.push(name);
        self
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.fields.get(name).map(|text| text.trim().to_owned())
    }

    pub(crate) fn id(&self, name: &str) -> Option<u64> {
        self.fields.get(name)?.trim().parse().ok()
    }

    /// The number of what was chosen; of a text that is none, one that finds nothing.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        let text = self.fields.get(name)?;
        Some(text.trim().parse().unwrap_or(NONE).min(NONE))
    }

    /// An amount of money; none when the address has another text there.
    pub(crate) fn amount(&self, name: &str) -> Option<Amount> {
        Amount::parse(&plain(self.fields.get(name)?).ok()?).ok()
    }

    /// Whether it is wanted as a page, not as a file: what is offered there is of use.
    pub(crate) fn is_page(&self) -> bool {
        !self.fields.contains_key("as")
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

    /// The same list from its first row on, as many rows to a page as there may be.
    pub(crate) fn at_the_first(mut self) -> Self {
        (self.page, self.per) = (1, ROWS_MAX);
        self
    }

    pub(crate) fn turn_over(&mut self) {
        self.page += 1;
    }

    /// The address of the whole list, whichever page of it is shown.
    pub(crate) fn whole(&self) -> String {
        self.with(&[("page", ""), ("per", ""), ("as", ""), ("hide", "")])
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
    let unreadable = ask.unreadable();
    if let Some(kind @ ("csv" | "json")) = ask.text("as").as_deref() {
        return match unreadable {
            // Whoever reads the file would take all rows for those that were wanted.
            Some(why) => Ok((StatusCode::UNPROCESSABLE_ENTITY, why).into_response()),
            None => file::whole(desk, &mut ask, kind == "json", rows).await,
        };
    }
    let table = rows(desk, &ask).await?;
    let title = table.title;
    let mut view = json!({ "list": view(desk, &ask, table) });
    let address = ask.with(&[("page", "")]);
    view["list"]["views"] = views::of(desk, &ask.path, &address).await;
    let status = match unreadable {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok(desk.page(status, "admin/list.html", title, view).await)
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

/// What a template needs for a list, as far as the role goes.
pub(crate) fn view(desk: &Desk, ask: &Ask, table: Table) -> Value {
    let mut table = offers::permitted(desk, table);
    let choices = choices(ask, &table);
    hide(ask, &mut table);
    table.filters.retain(|filter| filter.is_offered(ask));
    let unreadable = ask.unreadable();
    if unreadable.is_some() {
        (table.rows, table.total) = (Vec::new(), 0);
    }
    let narrowed = filter::narrowed(ask, &table.filters);
    let filters: Vec<Value> = table.filters.iter().map(|filter| filter.view(ask)).collect();
    json!({
        "choices": choices,
        "views": null,
        "heads": heads(ask, &table),
        "chips": chips(ask, &table),
        "pager": pager(ask, &table),
        "q": ask.q().unwrap_or_default(),
        "kept": kept(ask, |name| name == "q"),
        "filters": filters,
        "beside": kept(ask, |name| table.filters.iter().any(|filter| filter.name == name)),
        "chosen": filters.iter().filter(|filter| filter["value"] != "").count(),
        "csv": ask.with(&[("as", "csv"), ("page", "")]),
        "json": ask.with(&[("as", "json"), ("page", "")]),
        "asked": narrowed.join(" · "),
        "empty": empty(table.empty, &narrowed),
        "unreadable": unreadable,
        "all": all(ask),
        "path": ask.path,
        "every": every(&table),
        "query": ask.whole().split_once('?').map_or("", |(_, query)| query),
        "table": table,
    })
}

/// What a bulk action says of the rows on other pages; nothing where all are shown.
fn every(table: &Table) -> Option<Value> {
    let shown = u64::try_from(table.rows.len()).unwrap_or(u64::MAX);
    let most = u64::try_from(TOGETHER_MAX).unwrap_or(u64::MAX);
    (table.beyond && table.total > shown)
        .then(|| json!({ "most": most, "too_many": table.total > most, "shown": shown }))
}

/// What an empty list says, and what it was limited to.
fn empty(says: &str, narrowed: &[String]) -> String {
    let asked = narrowed.join(" · ");
    match (asked.is_empty(), says.ends_with("like that.")) {
        (true, _) => none_yet(says),
        (_, true) => format!("{says} Limited to {asked}."),
        (_, false) => format!("Nothing was found. Limited to {asked}."),
    }
}

/// `No client is like that.` of a list that nothing was looked for in.
fn none_yet(says: &str) -> String {
    let thing = says.strip_prefix("No ").and_then(|rest| rest.strip_suffix(" is like that."));
    thing.map_or_else(|| says.to_owned(), |thing| format!("There is no {thing} yet."))
}

/// The same list with everything that there is: how it looks stays.
fn all(ask: &Ask) -> String {
    let stays = |name: &str| matches!(name, "per" | "hide" | "sort" | "tab");
    let others = ask.fields.keys().filter(|name| !stays(name)).map(|name| (name.as_str(), ""));
    ask.with(&others.collect::<Vec<_>>())
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
    table.keep(|column| !hidden.contains(&column.label.to_lowercase()));
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

/// The fields that a form keeps, which says others itself.
fn kept(ask: &Ask, says: impl Fn(&str) -> bool) -> Vec<(&str, &str)> {
    let fields = ask.fields.iter().filter(|(name, _)| *name != "page" && !says(name));
    fields.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
