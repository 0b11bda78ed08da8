//! Before every door: no address brings in the character NUL, which one of the databases keeps in
//! no text.
//!
//! What is sent beside an address is looked at by its readers: `protocol::Form` for calls and
//! pages, the bodies of REST.

use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use protocol::FormError;

use crate::App;
use crate::bans::accepts_pages;
use crate::pages;
use crate::rest::problem::Problem;

/// The answer to what holds the character, by the name of its field. At a path with it there is
/// nothing.
pub(crate) fn refusal(app: &App, (uri, headers): (&Uri, &HeaderMap)) -> Option<Response> {
    let (path, query) = (uri.path(), uri.query().unwrap_or_default());
    let for_people = || !path.starts_with("/api/") && accepts_pages(headers);
    if path.contains("%00") {
        return Some(match for_people() {
            true => pages::nothing(app, (uri, headers)),
            false => Problem::not_found().into_response(),
        });
    }
    // Calls of WHMCS answer in their own way, by the reader of forms.
    if !query.contains("%00") || path.ends_with("/api.php") {
        return None;
    }
    let mut fields = form_urlencoded::parse(query.as_bytes());
    match fields.try_for_each(|(name, value)| FormError::hold_nul(&name, &value)) {
        Err(why) if for_people() => Some(pages::unread(app, (uri, headers), why)),
        Err(FormError::Nul(field)) => {
            let said = "must not contain the character NUL";
            Some(Problem::invalid(format!("?{field}"), said).into_response())
        }
        // An escaped percent sign before two zeros.
        _ => None,
    }
}
