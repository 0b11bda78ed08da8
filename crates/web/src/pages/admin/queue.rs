//! What waits for a decision: rows with the buttons that decide, by state.

use axum::response::Response;
use serde::Serialize;
use serde_json::json;

use super::desk::Desk;
use super::form::{Posted, Problems};

/// Rows on a page.
pub(crate) const ROWS: u64 = 50;

/// A queue as its page shows it.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Queue {
    pub(crate) path: &'static str,
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    /// The field that carries the number of a row.
    pub(crate) key: &'static str,
    /// The states to choose from; the first is shown first.
    pub(crate) statuses: &'static [&'static str],
    /// The one that is shown.
    pub(crate) status: String,
    pub(crate) rows: Vec<Row>,
    /// Where older rows are; empty when there are none.
    pub(crate) more: String,
    pub(crate) empty: &'static str,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) status: String,
    pub(crate) lines: Vec<String>,
    /// Address and name of a file to look at.
    pub(crate) file: Option<(String, String)>,
    pub(crate) buttons: Vec<Button>,
}

/// A decision.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Button {
    pub(crate) verb: &'static str,
    pub(crate) label: &'static str,
    pub(crate) danger: bool,
    /// What is asked beside it, and in which field the answer goes; empty for nothing.
    pub(crate) asks: &'static str,
    pub(crate) field: &'static str,
}

/// What the address says: the state, and how many rows are skipped.
pub(crate) fn asked(desk: &Desk, statuses: &[&str]) -> (String, u64) {
    let query = desk.query();
    let wanted = query.text("status").trim();
    let status = statuses.iter().find(|word| **word == wanted).or_else(|| statuses.first());
    let skip = query.text("skip").trim().parse().unwrap_or(0);
    (status.copied().unwrap_or_default().to_owned(), skip)
}

/// The address of older rows, if there are any.
pub(crate) fn older(path: &str, status: &str, skip: u64, total: i64) -> String {
    let next = skip.saturating_add(ROWS);
    if u64::try_from(total).is_ok_and(|total| total > next) {
        let status: String = form_urlencoded::byte_serialize(status.as_bytes()).collect();
        return format!("{path}?status={status}&skip={next}");
    }
    String::new()
}

/// The page; `typed` is what was typed at a row and is not right yet.
pub(crate) async fn page(
    desk: &Desk,
    queue: Queue,
    typed: &Posted,
    problems: Problems,
) -> Response {
    let status = problems.status();
    let title = queue.title;
    let view = json!({ "queue": queue, "typed": typed.fields(), "problems": problems });
    desk.page(status, "admin/queue.html", title, view).await
}
