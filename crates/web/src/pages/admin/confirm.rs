//! Asking before something that is hard to take back. The same fields are sent once more.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use serde_json::json;

use super::desk::Desk;
use super::form::Posted;

/// What somebody is asked.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Question {
    pub(crate) title: String,
    pub(crate) text: String,
    /// What it is about, one a line.
    pub(crate) about: Vec<String>,
    pub(crate) button: &'static str,
    /// Nothing bad happens.
    pub(crate) harmless: bool,
    /// Where "no" leads.
    pub(crate) back: String,
}

/// Asks before a service or domain goes to another client.
pub(crate) fn give(kind: &str, id: u64) -> Question {
    Question {
        title: format!("Give this {kind} to another client?"),
        text:
            "Whoever gets it is asked for its renewals from now on. Invoices and payments of the \
               past stay where they are."
                .to_owned(),
        button: "Give",
        harmless: true,
        back: format!("/admin/{kind}s/{id}"),
        ..Question::default()
    }
}

/// The page that asks.
pub(crate) async fn ask(desk: &Desk, posted: &Posted, question: Question) -> Response {
    let title = question.title.clone();
    let view = json!({
        "question": question,
        "pairs": posted.pairs(),
        "action": desk.uri().path(),
    });
    desk.page(StatusCode::OK, "admin/confirm.html", &title, view).await
}
