//! Invoices and quotes as PDF files and as electronic invoices, where what stands behind the doors
//! makes them.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use engine::system::settings::E_INVOICES;

use crate::rest::support::files::disposition;
use crate::whmcs::Whmcs;

/// Whether pages lead to files: our own engine may make them, of a WHMCS elsewhere nobody knows.
pub(super) fn are_made(whmcs: &Whmcs) -> bool {
    match whmcs {
        Whmcs::Engine(actions) => actions.engine().world().documents.is_some(),
        Whmcs::Remote(_) => false,
    }
}

/// Whether pages lead to electronic invoices: where the company says so.
pub(super) async fn are_electronic(whmcs: &Whmcs) -> bool {
    match whmcs {
        Whmcs::Engine(actions) => {
            let settings = actions.engine().settings().await;
            settings.is_ok_and(|settings| settings.on(E_INVOICES))
        }
        Whmcs::Remote(_) => false,
    }
}

/// A PDF of the wire to keep; `None` when it is no file.
pub(super) fn file(name: &str, data: &str) -> Option<Response> {
    kept("application/pdf", name, data)
}

/// The same of an electronic invoice.
pub(super) fn xml(name: &str, data: &str) -> Option<Response> {
    kept("application/xml", name, data)
}

fn kept(media_type: &str, name: &str, data: &str) -> Option<Response> {
    let bytes = BASE64.decode(data.as_bytes()).ok()?;
    let head = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, disposition(name)),
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Some((head, bytes).into_response())
}
