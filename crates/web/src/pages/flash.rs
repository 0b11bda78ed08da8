//! One sentence for the next page: a sealed cookie that is shown once.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::session::cookies::Cookie;

/// A message that nobody came to read is forgotten (seconds).
pub(super) const KEPT_SECONDS: i64 = 120;
/// Longer sentences are cut; cookies are small (characters).
const CHARS_MAX: usize = 600;

/// A message for the next page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Flash {
    /// `ok`, `info`, `warn` or `bad`.
    pub(crate) tone: String,
    pub(crate) text: String,
}

/// Goes on to a page that says that it worked.
pub(crate) fn done(app: &App, to: &str, text: &str) -> Response {
    say(app, to, "ok", text)
}

/// Goes on to a page that says what happened.
pub(crate) fn say(app: &App, to: &str, tone: &str, text: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    let text = text.chars().take(CHARS_MAX).collect();
    let flash = Flash { tone: tone.to_owned(), text };
    let sealed = serde_json::to_vec(&flash)
        .ok()
        .and_then(|plain| app.0.sessions.keys().seal(&*app.0.chance, &plain));
    if let Some(sealed) = sealed {
        write(app, response.headers_mut(), &sealed, KEPT_SECONDS);
    }
    response
}

/// The message that a request brings.
pub(crate) fn read(app: &App, headers: &HeaderMap) -> Option<Flash> {
    let sealed = Cookie::Flash.read(headers, app.0.sessions.secure())?;
    serde_json::from_slice(&app.0.sessions.keys().open(sealed)?).ok()
}

/// Forgets the message, which has been shown.
pub(crate) fn forget(app: &App, headers: &mut HeaderMap) {
    write(app, headers, "", 0);
}

fn write(app: &App, headers: &mut HeaderMap, value: &str, seconds: i64) {
    Cookie::Flash.write(headers, value, seconds, app.0.sessions.secure());
}
