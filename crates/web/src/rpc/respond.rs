//! Status codes and error bodies as real servers send them.

use actions::Format;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::{Fault, Meaning, Trouble};
use protocol::answer;
use remote::RemoteError;

use crate::fault::logged;
use crate::whmcs::DATABASE_WAIT;

/// A successful answer.
pub(crate) fn answer(format: Format, bytes: Vec<u8>) -> Response {
    let xml = format == Format::Xml || (format == Format::Unsaid && bytes.starts_with(b"<?xml"));
    let kind = match format {
        Format::Json => "application/json",
        _ if xml => "application/xml; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}

/// Somebody who may not call, or not this action: 403.
pub(crate) fn no_entry(format: Format, action: &str, fault: Fault) -> Response {
    match fault {
        Fault::Refused(refusal) if refusal.meaning == Meaning::NotAllowed => {
            error(StatusCode::FORBIDDEN, format, action, &refusal.said, None)
        }
        other => self::fault(format, action, other),
    }
}

/// A refused or failed action. Refusals are 200, also those of an action that says that somebody
/// else may not: clients take a 403 for a refusal of their own credential.
pub(crate) fn fault(format: Format, action: &str, fault: Fault) -> Response {
    let trouble = fault.trouble();
    let (status, message) = match fault {
        Fault::Refused(refusal) if refusal.meaning == Meaning::Registrar => {
            let said = Some(&*refusal.said);
            return error(StatusCode::OK, format, action, answer::REGISTRAR_ERROR, said);
        }
        Fault::Refused(refusal) => (StatusCode::OK, refusal.said.into_owned()),
        Fault::Broken(error) => {
            let id = logged(error.as_ref());
            if let Some(trouble) = trouble {
                return in_trouble(format, action, trouble);
            }
            let message = format!("An internal error occurred; the log has it as {id}");
            (StatusCode::INTERNAL_SERVER_ERROR, message)
        }
    };
    error(status, format, action, &message, None)
}

/// The database cannot do it now.
fn in_trouble(format: Format, action: &str, trouble: Trouble) -> Response {
    let (status, message) = match trouble {
        Trouble::Full => {
            (StatusCode::INSUFFICIENT_STORAGE, "There is no room to store it; nothing was changed")
        }
        Trouble::Away => {
            (StatusCode::SERVICE_UNAVAILABLE, "The database is not available; please try again")
        }
        Trouble::Unsure => (
            StatusCode::GATEWAY_TIMEOUT,
            "The database went away; look whether it was done before you repeat it",
        ),
    };
    let mut response = error(status, format, action, message, None);
    if trouble == Trouble::Away {
        let wait = HeaderValue::from(DATABASE_WAIT.as_secs());
        response.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    response
}

/// No action was named.
pub(crate) fn empty_action(format: Format) -> Response {
    error(StatusCode::BAD_REQUEST, format, "", "Empty action request", None)
}

/// A request that could not be read at all, so that no format is known: JSON.
pub(crate) fn refused(status: StatusCode, why: &dyn std::fmt::Display) -> Response {
    error(status, Format::Json, "", &why.to_string(), None)
}

/// The word that asks another server for a format.
pub(crate) fn word(format: Format) -> Option<&'static str> {
    match format {
        Format::Json => Some("json"),
        Format::Xml => Some("xml"),
        Format::Nvp => Some("nvp"),
        Format::Unsaid => None,
    }
}

/// An answer of another server, byte for byte.
pub(crate) fn raw(raw: remote::RawAnswer) -> Response {
    let status = StatusCode::from_u16(raw.status).unwrap_or(StatusCode::OK);
    let kind = raw.content_type.unwrap_or_else(|| "application/json".to_owned());
    (status, [(header::CONTENT_TYPE, kind)], raw.body).into_response()
}

/// The other server gave no answer.
pub(crate) fn unreachable(format: Format, action: &str, failure: &RemoteError) -> Response {
    let status = match failure {
        RemoteError::Unavailable { .. } | RemoteError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        RemoteError::Timeout | RemoteError::OutcomeUnknown { .. } => StatusCode::GATEWAY_TIMEOUT,
        RemoteError::BadAction => StatusCode::BAD_REQUEST,
        _ => StatusCode::BAD_GATEWAY,
    };
    tracing::warn!(action, reason = failure.word(), "the WHMCS behind the door failed");
    error(status, format, action, &failure.to_string(), None)
}

/// An error body; the detail stands beside a message that is the same for many of them.
fn error(
    status: StatusCode,
    format: Format,
    action: &str,
    message: &str,
    detail: Option<&str>,
) -> Response {
    let bytes = match format {
        Format::Json => answer::error_json(message, detail),
        Format::Xml => answer::error_xml(action, actions::CLAIMED_VERSION, message, detail),
        Format::Nvp | Format::Unsaid => answer::error_nvp(message, detail),
    };
    (status, self::answer(format, bytes)).into_response()
}
