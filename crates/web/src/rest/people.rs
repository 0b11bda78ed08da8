//! The user, the client it acts for, and its contacts.

pub(super) mod contact_input;
pub(super) mod contacts;
pub(super) mod emails;
mod export;
mod me;
mod passkeys;
pub(super) mod profile;
mod staff;
mod two_factor;
pub(super) mod users;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{delete_with, get_with, patch_with, post_with, put_with};

/// Names of the wire and how this API says them.
pub(super) const WIRE_NAMES: &[(&str, &str)] = &[
    ("firstname", "first_name"),
    ("lastname", "last_name"),
    ("companyname", "company_name"),
    ("phonenumber", "phone_number"),
    ("password2", "password"),
    ("currentpassword", "current_password"),
    ("securityanswer", "security_answer"),
    ("currency", "currency_id"),
    ("groupid", "group_id"),
    ("paymentmethod", "payment_method"),
    ("customfields", "fields/"),
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
            })
            .merge(patch_with(staff::update, |op| {
                op.id("update_staff_me")
                    .tag("admin")
                    .summary("Change one's own name, address, language, signature or password.")
            })),
        )
        .api_route(
            "/profile",
            get_with(profile::get, |op| {
                op.id("get_profile").tag("me").summary("The client acted for.")
            })
            .merge(patch_with(profile::update, |op| {
                op.id("update_profile").tag("me").summary("Change the client's address and wishes.")
            })),
        )
        .api_route(
            "/profile/export",
            post_with(export::create, |op| {
                op.id("export_profile")
                    .tag("me")
                    .summary("A copy of everything that is kept about the client, for its owner.")
            }),
        )
        .api_route(
            "/contacts",
            get_with(contacts::list, |op| {
                op.id("list_contacts").tag("me").summary("The client's contacts.")
            })
            .merge(post_with(contacts::create, |op| {
                op.id("create_contact").tag("me").summary("Add a contact.")
            })),
        )
        .api_route(
            "/contacts/{id}",
            get_with(contacts::get, |op| op.id("get_contact").tag("me").summary("A contact."))
                .merge(patch_with(contacts::update, |op| {
                    op.id("update_contact").tag("me").summary("Change a contact.")
                }))
                .merge(delete_with(contacts::delete, |op| {
                    op.id("delete_contact").tag("me").summary("Delete a contact.")
                })),
        )
        .api_route(
            "/emails",
            get_with(emails::list, |op| {
                op.id("list_emails").tag("me").summary("Mails that were written to the client.")
            }),
        )
        .merge(users())
        .merge(second_factor())
        .merge(passkeys())
}

fn passkeys() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/me/passkeys",
            get_with(passkeys::list, |op| {
                op.id("list_passkeys")
                    .tag("me")
                    .summary("Keys on devices that log in by themselves.")
            })
            .merge(post_with(passkeys::add, |op| {
                op.id("add_passkey").tag("me").summary("Add a passkey that a browser made.")
            })),
        )
        .api_route(
            "/me/passkeys/options",
            post_with(passkeys::options, |op| {
                op.id("begin_passkey")
                    .tag("me")
                    .summary("What `navigator.credentials.create` is asked.")
            }),
        )
        .api_route(
            "/me/passkeys/{id}",
            delete_with(passkeys::delete, |op| {
                op.id("delete_passkey").tag("me").summary("Take a passkey away.")
            }),
        )
}

fn users() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/users",
            get_with(users::list, |op| {
                op.id("list_users").tag("me").summary("Who may act for the client.")
            }),
        )
        .api_route(
            "/users/invitations",
            get_with(users::invitations, |op| {
                op.id("list_invitations").tag("me").summary("Invitations that wait for an answer.")
            })
            .merge(post_with(users::invite, |op| {
                op.id("invite_user").tag("me").summary("Invite somebody to act for the client.")
            })),
        )
        .api_route(
            "/users/invitations/{id}",
            delete_with(users::withdraw, |op| {
                op.id("withdraw_invitation")
                    .tag("me")
                    .summary("Take back an invitation that was not accepted.")
            }),
        )
        .api_route(
            "/users/{id}",
            delete_with(users::remove, |op| {
                op.id("remove_user").tag("me").summary("Let a user act for the client no longer.")
            }),
        )
        .api_route(
            "/users/{id}/permissions",
            get_with(users::permissions, |op| {
                op.id("get_user_permissions")
                    .tag("me")
                    .summary("What a user may do for the client.")
            })
            .merge(put_with(users::permit, |op| {
                op.id("set_user_permissions")
                    .tag("me")
                    .summary("Set what a user may do for the client.")
            })),
        )
}

fn second_factor() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/me/two-factor",
            post_with(two_factor::start, |op| {
                op.id("start_two_factor").tag("me").summary("Make a secret for one-time codes.")
            }),
        )
        .api_route(
            "/me/two-factor/confirm",
            post_with(two_factor::confirm, |op| {
                op.id("confirm_two_factor")
                    .tag("me")
                    .summary("Show a code, so that log-ins ask for one.")
            }),
        )
        .api_route(
            "/me/two-factor/end",
            post_with(two_factor::end, |op| {
                op.id("end_two_factor").tag("me").summary("Take the second factor away.")
            }),
        )
}
