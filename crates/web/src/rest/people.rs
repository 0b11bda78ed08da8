//! The user, the client it acts for, and its contacts.

mod contact_input;
mod contacts;
mod me;
pub(super) mod profile;
mod staff;

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
    ("securityanswer", "security_answer"),
    ("currency", "currency_id"),
    ("paymentmethod", "payment_method"),
];

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/me",
            get_with(me::get, |op| op.id("get_me").tag("me").summary("Who is logged in.")),
        )
        .api_route(
            "/admin/me",
            get_with(staff::get, |op| {
                op.id("get_staff_me").tag("admin").summary("Which member of staff is logged in.")
            }),
        )
        .api_route(
            "/profile",
            get_with(profile::get, |op| {
                op.id("get_profile").tag("me").summary("The client acted for.")
            })
            .patch_with(profile::update, |op| {
                op.id("update_profile").tag("me").summary("Change the client's address and wishes.")
            }),
        )
        .api_route(
            "/contacts",
            get_with(contacts::list, |op| {
                op.id("list_contacts").tag("me").summary("The client's contacts.")
            })
            .post_with(contacts::create, |op| {
                op.id("create_contact").tag("me").summary("Add a contact.")
            }),
        )
        .api_route(
            "/contacts/{id}",
            get_with(contacts::get, |op| op.id("get_contact").tag("me").summary("A contact."))
                .patch_with(contacts::update, |op| {
                    op.id("update_contact").tag("me").summary("Change a contact.")
                })
                .delete_with(contacts::delete, |op| {
                    op.id("delete_contact").tag("me").summary("Delete a contact.")
                }),
        )
}
