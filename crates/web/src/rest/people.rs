//! The user, the client it acts for, and its contacts.

mod me;

use aide::axum::ApiRouter;
use aide::axum::routing::get_with;

use crate::App;

/// Names of the wire and how this API says them.
pub(super) const WIRE_NAMES: &[(&str, &str)] = &[
    ("firstname", "first_name"),
    ("lastname", "last_name"),
    ("companyname", "company_name"),
    ("phonenumber", "phone_number"),
    ("password2", "password"),
    ("currency", "currency_id"),
];

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/me",
        get_with(me::get, |op| op.id("get_me").tag("me").summary("Who is logged in.")),
    )
}
