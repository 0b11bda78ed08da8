//! The general settings: searched by name and meaning, changed one at a time.

use axum::http::StatusCode;
use axum::response::Response;
use engine::system::settings::{KNOWN, Known, SMTP_PASSWORD};
use futures::future::join_all;
use protocol::{GetConfigurationValue, GetConfigurationValueResponse, SetConfigurationValue};
use serde::Serialize;
use serde_json::json;

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::whmcs::CallError;

/// Settings that a page of their own keeps, or that hold secrets.
const ELSEWHERE: &[&str] = &["APIAccessKey", "AdminNotes"];

/// Settings asked for at once: a WHMCS elsewhere answers one a request.
const ASKED_AT_ONCE: usize = 8;

#[derive(Serialize)]
struct Setting {
    name: &'static str,
    meaning: &'static str,
    default: &'static str,
    value: String,
    /// Switched on by the word `on`.
    switch: bool,
    /// It is written only.
    secret: bool,
    long: bool,
}

/// `GET /admin/settings`
pub(crate) async fn page(desk: Desk) -> Result<Response, Fail> {
    let query = Posted::read(desk.uri().query().unwrap_or_default().as_bytes());
    show(&desk, query.text("q"), None, Problems::default()).await
}

/// `POST /admin/settings`
pub(crate) async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let q = posted.text("q").to_owned();
    match desk.submit::<SetConfigurationValue>(&posted).await? {
        Tried::Done(_) => {
            let name = posted.text("setting");
            let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
            let path = format!("/admin/settings?q={q}#s-{name}");
            Ok(desk.go(&path, &format!("{name} is set")))
        }
        Tried::Again(problems) => {
            let typed = (posted.text("setting"), posted.text("value"));
            show(&desk, &q, Some(typed), problems).await
        }
    }
}

/// Whether it is kept here, and all words are found in its name or meaning.
fn is_meant(known: &Known, words: &[String]) -> bool {
    let text = format!("{} {}", known.name, known.meaning).to_lowercase();
    !ELSEWHERE.contains(&known.name) && words.iter().all(|word| text.contains(word.as_str()))
}

async fn value(desk: &Desk, name: &str) -> Result<GetConfigurationValueResponse, CallError> {
    desk.ask(GetConfigurationValue { setting: name.to_owned() }).await
}

async fn show(
    desk: &Desk,
    q: &str,
    typed: Option<(&str, &str)>,
    problems: Problems,
) -> Result<Response, Fail> {
    let words: Vec<String> = q.split_whitespace().map(str::to_lowercase).collect();
    let meant: Vec<&Known> = KNOWN.iter().filter(|known| is_meant(known, &words)).collect();
    let mut answers = Vec::new();
    for part in meant.chunks(ASKED_AT_ONCE) {
        let asked: Vec<_> = part.iter().map(|known| value(desk, known.name)).collect();
        answers.extend(join_all(asked).await);
    }
    let mut settings = Vec::new();
    for (known, answer) in meant.into_iter().zip(answers) {
        let value = match answer {
            Ok(answer) => answer.value.to_string(),
            // Another WHMCS does not know all of ours.
            Err(CallError::Refused(refusal)) if refusal.meaning != engine::Meaning::NotAllowed => {
                continue;
            }
            Err(error) => return Err(Fail::new(desk, error)),
        };
        let value = match typed {
            Some((name, typed)) if name == known.name => typed.to_owned(),
            _ => value,
        };
        settings.push(Setting {
            name: known.name,
            meaning: known.meaning,
            default: known.default,
            switch: known.meaning.starts_with("on: "),
            secret: known.name == SMTP_PASSWORD,
            long: known.name == "InvoicePayTo" || value.len() > 60,
            value,
        });
    }
    let status =
        if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = json!({ "q": q, "settings": settings, "problems": problems });
    Ok(desk.page(status, "admin/settings.html", "General settings", view).await)
}
