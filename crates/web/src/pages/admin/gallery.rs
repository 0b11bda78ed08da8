//! Every component in its states on one page, for whoever changes the style.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::desk::Desk;

/// Words of states, of every tone.
const STATES: [&str; 10] = [
    "Active",
    "Paid",
    "Pending",
    "Unpaid",
    "Overdue",
    "Suspended",
    "Cancelled",
    "Draft",
    "Closed",
    "Fraud",
];

/// `GET /admin/_ui`
pub(super) async fn page(desk: Desk) -> Response {
    let view = json!({
        "states": STATES,
        "fields": {
            "plain": "What was typed", "hinted": "", "wrong": "nowhere", "choice": "b", "on": "1",
            "off": "0", "long": "One line\nand another", "ticks": "a,c",
        },
        "problems": { "wrong": "This is no address" },
    });
    desk.page(StatusCode::OK, "admin/gallery.html", "Components", view).await
}
