//! What a list consists of: columns, rows, cells, and what can be done with several rows.

use serde::Serialize;

use super::list::Filter;
use super::pick::Choice;
use crate::pages::words;

/// A list as a page shows it.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Table {
    /// Where the list itself is.
    pub(crate) path: &'static str,
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    pub(crate) total: u64,
    /// The states to choose from, as the address says them; the first is all.
    pub(crate) statuses: Vec<String>,
    /// What else it can be limited by.
    #[serde(skip)]
    pub(crate) filters: Vec<Filter>,
    /// What the search looks at; empty when it cannot be searched.
    pub(crate) search: &'static str,
    /// What can be done with several at once: verb and label.
    pub(crate) bulk: Vec<Bulk>,
    /// It can also be done with the rows of all pages.
    pub(crate) beyond: bool,
    /// Address and label of the page that makes a new one.
    pub(crate) new: Option<(&'static str, &'static str)>,
    /// Address and label of other pages that belong to the list.
    pub(crate) also: Vec<(&'static str, &'static str)>,
    /// First and last day of a list that is of a time, to be chosen.
    pub(crate) days: Option<[String; 2]>,
    /// The address of the same as a PDF; empty when there is none.
    pub(crate) pdf: String,
    /// What somebody should know who looks at it.
    pub(crate) notice: Option<Notice>,
    /// What an empty list says.
    pub(crate) empty: &'static str,
}

/// A sentence about a whole list or page, and where that is put right.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Notice {
    pub(crate) text: String,
    pub(crate) href: &'static str,
    pub(crate) label: &'static str,
}

impl Table {
    /// Only the first column, which says what a row is, and the others that are wanted.
    pub(crate) fn keep(&mut self, wanted: impl Fn(&Column) -> bool) {
        let kept = |(place, column): (usize, &Column)| place == 0 || wanted(column);
        let kept: Vec<bool> = self.columns.iter().enumerate().map(kept).collect();
        let mut each = kept.iter();
        self.columns.retain(|_| each.next().is_none_or(|kept| *kept));
        for row in &mut self.rows {
            let mut each = kept.iter();
            row.cells.retain(|_| each.next().is_none_or(|kept| *kept));
        }
    }
}

/// Something to do with several rows at once.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Bulk {
    pub(crate) verb: &'static str,
    pub(crate) label: &'static str,
    pub(crate) danger: bool,
    /// What the choice below is of; empty where there is none.
    pub(crate) of: &'static str,
    /// One of these goes with it, in the field `to-` and the verb.
    pub(crate) choices: Vec<Choice>,
}

impl Bulk {
    pub(crate) const fn of(verb: &'static str, label: &'static str) -> Self {
        Self { verb, label, danger: false, of: "", choices: Vec::new() }
    }

    /// Is hard to take back.
    pub(crate) const fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// One of these must be chosen with it.
    pub(crate) fn to(self, of: &'static str, choices: Vec<Choice>) -> Self {
        Self { of, choices, ..self }
    }
}

#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Column {
    pub(super) label: &'static str,
    /// The word to sort by; empty when it cannot be.
    pub(super) sort: &'static str,
    pub(super) end: bool,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) href: String,
    pub(crate) cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Cell {
    /// `main`, `person`, `badge`, `number` or `text`.
    kind: &'static str,
    pub(super) text: String,
    small: String,
    href: String,
    /// What a file says instead of the text: a day as 2026-01-31, an amount as digits.
    #[serde(skip)]
    filed: Option<String>,
    /// The code of an amount's currency, which a file says beside it.
    #[serde(skip)]
    currency: String,
}

pub(crate) fn column(label: &'static str) -> Column {
    Column { label, sort: "", end: false }
}

impl Column {
    /// Can be sorted by.
    pub(crate) fn by(self, sort: &'static str) -> Self {
        Self { sort, ..self }
    }

    /// Stands at the end of the line, as amounts do.
    pub(crate) fn end(self) -> Self {
        Self { end: true, ..self }
    }
}

impl Cell {
    fn of(kind: &'static str, text: impl ToString) -> Self {
        Self { kind, text: text.to_string(), ..Self::default() }
    }

    pub(crate) fn text(text: impl ToString) -> Self {
        Self::of("text", text)
    }

    /// What names the row.
    pub(crate) fn main(text: impl ToString) -> Self {
        Self::of("main", text)
    }

    /// Somebody, with a picture of the initials.
    pub(crate) fn person(name: impl ToString) -> Self {
        Self::of("person", name)
    }

    /// A state.
    pub(crate) fn badge(text: impl ToString) -> Self {
        Self::of("badge", text)
    }

    /// An amount or a number.
    pub(crate) fn number(text: impl ToString) -> Self {
        Self::of("number", text)
    }

    /// A day of the wire, `2026-01-31`.
    pub(crate) fn day(day: &impl ToString) -> Self {
        let wire = day.to_string();
        Self::text(words::day(&wire)).filed(dated(wire))
    }

    /// A moment of the wire, `2026-01-31 09:05:00`.
    pub(crate) fn moment(moment: &impl ToString) -> Self {
        let wire = moment.to_string();
        Self::text(words::moment(&wire)).filed(dated(wire))
    }

    /// An amount as people read it, and as it is filed.
    pub(crate) fn money(text: impl ToString, amount: &str, currency: &str) -> Self {
        Self { currency: currency.to_owned(), ..Self::number(text).filed(amount) }
    }

    /// In other words for people.
    pub(crate) fn said(self, text: impl ToString) -> Self {
        Self { text: text.to_string(), ..self }
    }

    /// What a file says instead of the text.
    pub(crate) fn filed(self, text: impl Into<String>) -> Self {
        Self { filed: Some(text.into()), ..self }
    }

    /// The text, the smaller line and the currency as they stand in a file.
    pub(super) fn in_a_file(&self) -> [&str; 3] {
        let text = match self.filed.as_deref().unwrap_or(&self.text) {
            "–" => "",
            text => text,
        };
        [text, &self.small, &self.currency]
    }

    /// A second, smaller line.
    pub(crate) fn small(self, text: impl ToString) -> Self {
        Self { small: text.to_string(), ..self }
    }

    /// Leads somewhere.
    pub(crate) fn to(self, href: impl ToString) -> Self {
        Self { href: href.to_string(), ..self }
    }
}

/// Nothing for a day that is not set.
fn dated(wire: String) -> String {
    if wire.starts_with("0000") { String::new() } else { wire }
}
