//! What the house publishes, written here: articles, files, news, network issues. All their forms
//! are one sheet.

mod announcements;
mod articles;
mod categories;
mod downloads;
mod network_issues;

use std::collections::BTreeMap;

use axum::Router;
use axum::response::Response;
use serde::Serialize;
use serde_json::json;

use super::confirm::{self, Question};
use super::desk::Desk;
use super::form::{Posted, Problems};
use super::pick::Choice;
use crate::App;

pub(in crate::pages::admin) use announcements::list as announcement_list;
pub(in crate::pages::admin) use articles::list as article_list;
pub(in crate::pages::admin) use downloads::list as download_list;
pub(in crate::pages::admin) use network_issues::list as network_issue_list;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(announcements::routes())
        .merge(articles::routes())
        .merge(categories::routes())
        .merge(downloads::routes())
        .merge(network_issues::routes())
}

/// What was typed, or stands, by field.
type Fields = BTreeMap<String, String>;

/// A form with what stands around it.
#[derive(Debug, Serialize)]
struct Sheet<'a> {
    /// Address and name of the list that it belongs to.
    list: (&'static str, &'static str),
    /// Where it is sent to.
    address: String,
    title: String,
    lead: &'static str,
    /// What is written already has buttons that something new has not.
    exists: bool,
    inputs: Vec<Input>,
    /// Buttons at the head: verb, label, icon.
    acts: Vec<(&'static str, &'static str, &'static str)>,
    /// Where everybody sees it.
    public: Option<String>,
    /// It brings a file.
    upload: bool,
    /// Markdown to be shown as readers will see it.
    preview: Option<&'a str>,
    /// The form has a button for that.
    can_preview: bool,
    asides: Vec<Aside>,
}

/// One input.
#[derive(Debug, Default, Serialize)]
struct Input {
    /// `field`, `area`, `choose`, `switch` or `file`.
    kind: &'static str,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    /// Of a field: its type; of an area: nothing.
    r#type: &'static str,
    rows: u8,
    optional: bool,
    wide: bool,
    choices: Vec<Choice>,
}

/// A card beside the form.
#[derive(Debug, Default, Serialize)]
struct Aside {
    title: &'static str,
    empty: &'static str,
    rows: Vec<Line>,
    /// Address and label of what leads on.
    more: Option<(String, &'static str)>,
}

/// A line of a card.
#[derive(Debug, Serialize)]
struct Line {
    text: String,
    small: String,
    href: String,
}

fn field(name: &'static str, label: &'static str) -> Input {
    Input { kind: "field", name, label, r#type: "text", ..Input::default() }
}

fn area(name: &'static str, label: &'static str, rows: u8) -> Input {
    Input { kind: "area", name, label, rows, wide: true, ..Input::default() }
}

fn choose(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Input {
    Input { kind: "choose", name, label, choices, ..Input::default() }
}

fn switch(name: &'static str, label: &'static str, hint: &'static str) -> Input {
    Input { kind: "switch", name, label, hint, ..Input::default() }
}

impl Input {
    fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    fn of(self, r#type: &'static str) -> Self {
        Self { r#type, ..self }
    }

    fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    fn wide(self) -> Self {
        Self { wide: true, ..self }
    }
}

async fn show(desk: &Desk, sheet: Sheet<'_>, fields: &Fields, problems: &Problems) -> Response {
    let status = problems.status();
    let title = sheet.title.clone();
    let view = json!({ "sheet": sheet, "fields": fields, "problems": problems });
    desk.page(status, "admin/content.html", &title, view).await
}

/// What must be there and was emptied: an action takes empty for what was not sent, and nothing
/// would change though the page says "Saved".
fn lacking(posted: &Posted, names: &[&str]) -> Option<Problems> {
    let emptied =
        |name: &str| posted.text(name).trim().is_empty() && posted.all(name).next().is_some();
    let name = names.iter().find(|name| emptied(name))?;
    Some(Problems::one(name, "Please fill this in"))
}

/// Asks before something is deleted.
async fn ask_delete(desk: &Desk, posted: &Posted, what: &str, back: String) -> Response {
    let question = Question {
        title: format!("Delete this {what} for good?"),
        text: "This cannot be undone.".to_owned(),
        button: "Delete for good",
        back,
        ..Question::default()
    };
    confirm::ask(desk, posted, question).await
}

fn fields<const N: usize>(pairs: [(&str, String); N]) -> Fields {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn flag(on: bool) -> String {
    if on { "1" } else { "0" }.to_owned()
}

/// A time as its input takes it; nothing for none.
fn moment(time: protocol::wire::WireDateTime) -> String {
    let text = time.0.map(|_| time.to_string()).unwrap_or_default();
    text.get(..16).map(|minute| minute.replacen(' ', "T", 1)).unwrap_or_default()
}

/// Categories, each behind the one it is in, as choices.
fn choices(rows: &[(i64, i64, String)], none: Option<&str>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    choices.extend(none.map(|none| ("0".to_owned(), none.to_owned())));
    for (id, parent, name) in rows {
        let mut depth = 0;
        let mut above = *parent;
        while let Some(row) = rows.iter().find(|row| row.0 == above).filter(|_| depth < 12) {
            depth += 1;
            above = row.1;
        }
        choices.push((id.to_string(), format!("{}{name}", "— ".repeat(depth))));
    }
    choices
}
