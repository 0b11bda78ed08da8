//! In front of another WHMCS the door is a window: the form goes there as it is.

use actions::Format;
use axum::response::Response;
use engine::{IdempotencyKey, not_allowed};
use protocol::Form;
use remote::Remote;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::respond;
use crate::App;
use crate::whmcs::no_dry_run;

/// The action, and how it is to be done.
pub(super) struct Asked<'a> {
    pub(super) action: &'a str,
    pub(super) key: Option<IdempotencyKey>,
    pub(super) dry_run: bool,
}

/// Passes a form on for a caller that knows the credential this installation uses there: the door
/// must not lend it to anybody else.
pub(super) async fn pass_on(
    app: &App,
    remote: &Remote,
    asked: Asked<'_>,
    form: Form,
    format: Format,
) -> Response {
    let Asked { action, key, dry_run } = asked;
    if !knows_login(app, &form) {
        return respond::no_entry(format, action, not_allowed("Authentication Failed"));
    }
    if dry_run {
        return respond::fault(format, action, no_dry_run());
    }
    let mut pairs = form.into_pairs();
    // Said empty it is unsaid: the other server then takes the form that it always took.
    pairs.push("responsetype", respond::word(format).unwrap_or_default());
    let remote = match key {
        Some(key) => remote.with_idempotency_key(&key.0),
        None => remote.clone(),
    };
    match remote.call_form(action, pairs).await {
        Ok(raw) => respond::raw(raw),
        Err(error) => respond::unreachable(format, action, &error),
    }
}

fn knows_login(app: &App, form: &Form) -> bool {
    let Some((identifier, secret)) = &app.0.remote_login else { return false };
    let first = |names: [&str; 2]| {
        names.iter().find_map(|name| form.text(name).filter(|text| !text.is_empty()))
    };
    let digest = |text: &str| Sha256::digest(text.as_bytes());
    let equal = |known: &str, given: Option<&str>| {
        bool::from(digest(known).ct_eq(&digest(given.unwrap_or_default())))
    };
    let name = equal(identifier, first(["identifier", "username"]));
    let key = equal(secret, first(["secret", "password"]));
    name && key
}
