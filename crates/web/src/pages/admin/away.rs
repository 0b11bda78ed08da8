//! The way out of the office, to an address that may be on another host.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde_json::json;

use super::desk::Desk;

impl Desk {
    /// Leaves the office, for the client area as a client sees it.
    ///
    /// Browsers let the answer to a form lead only to where the form stood (`form-action`, CSP 3,
    /// 6.3.3): to another host a page leads that goes on by itself.
    pub(crate) async fn leave_to(&self, address: &str) -> Response {
        if self.is_here(address) {
            return Redirect::to(address).into_response();
        }
        let title = "On the way to the client area";
        let text = "It is on another address. If your browser stays here, go on by yourself.";
        let view = json!({ "to": address, "text": text, "label": "Go to the client area" });
        let mut response = self.page(StatusCode::OK, "admin/away.html", title, view).await;
        if let Ok(at_once) = HeaderValue::from_str(&format!("0; url={address}")) {
            response.headers_mut().insert(header::REFRESH, at_once);
        }
        response
    }

    /// Leads to the screen of a machine, which is a page of its provider.
    pub(crate) async fn show_screen(&self, address: &str) -> Response {
        let text = "It is a page of the provider, and opens for a short while only.";
        let view = json!({ "to": address, "text": text, "label": "Open the screen" });
        self.page(StatusCode::OK, "admin/away.html", "The screen is ready", view).await
    }
}
