//! Who belongs to a client: its contacts, its users, and what it was written; and all users.

mod contacts;
mod emails;
mod members;
mod users;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{delete_with, get_with, patch_with, post_with, put_with};

pub(super) fn routes() -> ApiRouter<App> {
    of_a_client().merge(who_may_act()).merge(all_users())
}

fn of_a_client() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/clients/{id}/contacts",
            get_with(contacts::list, |op| {
                op.id("list_client_contacts").tag("admin").summary("The contacts of a client.")
            })
            .merge(post_with(contacts::create, |op| {
                op.id("create_client_contact").tag("admin").summary("Add a contact to a client.")
            })),
        )
        .api_route(
            "/admin/clients/{id}/contacts/{contact_id}",
            get_with(contacts::get, |op| {
                op.id("get_client_contact").tag("admin").summary("A contact of a client.")
            })
            .merge(patch_with(contacts::update, |op| {
                op.id("update_client_contact").tag("admin").summary("Change a contact of a client.")
            }))
            .merge(delete_with(contacts::delete, |op| {
                op.id("delete_client_contact").tag("admin").summary("Delete a contact of a client.")
            })),
        )
        .api_route(
            "/admin/clients/{id}/emails",
            get_with(emails::list, |op| {
                op.id("list_client_emails")
                    .tag("admin")
                    .summary("Mails that were written to a client.")
            }),
        )
}

fn who_may_act() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/clients/{id}/users",
            get_with(members::list, |op| {
                op.id("list_client_users").tag("admin").summary("Who may act for a client.")
            }),
        )
        .api_route(
            "/admin/clients/{id}/users/{user_id}",
            delete_with(members::remove, |op| {
                op.id("remove_client_user")
                    .tag("admin")
                    .summary("Let a user act for a client no longer.")
            }),
        )
        .api_route(
            "/admin/clients/{id}/users/{user_id}/permissions",
            get_with(members::permissions, |op| {
                op.id("get_client_user_permissions")
                    .tag("admin")
                    .summary("What a user may do for a client.")
            })
            .merge(put_with(members::permit, |op| {
                op.id("set_client_user_permissions")
                    .tag("admin")
                    .summary("Set what a user may do for a client.")
            })),
        )
        .api_route(
            "/admin/clients/{id}/invitations",
            get_with(members::invitations, |op| {
                op.id("list_client_invitations")
                    .tag("admin")
                    .summary("Invitations to act for a client that wait for an answer.")
            })
            .merge(post_with(members::invite, |op| {
                op.id("invite_client_user")
                    .tag("admin")
                    .summary("Invite somebody to act for a client.")
            })),
        )
        .api_route(
            "/admin/clients/{id}/invitations/{invitation_id}",
            delete_with(members::withdraw, |op| {
                op.id("withdraw_client_invitation")
                    .tag("admin")
                    .summary("Take back an invitation that was not accepted.")
            }),
        )
}

fn all_users() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/users",
            get_with(users::list, |op| {
                op.id("list_all_users")
                    .tag("admin")
                    .summary("Everybody who may sign in, and for whom they act.")
            })
            .merge(post_with(users::create, |op| {
                op.id("create_user").tag("admin").summary("Add a user who acts for nobody yet.")
            })),
        )
        .api_route(
            "/admin/users/{id}",
            get_with(users::get, |op| {
                op.id("get_user").tag("admin").summary("A user, and for whom it acts.")
            })
            .merge(patch_with(users::update, |op| {
                op.id("update_user").tag("admin").summary("Change a user's name or address.")
            })),
        )
        .api_route(
            "/admin/users/{id}/password-reset",
            post_with(users::reset, |op| {
                op.id("reset_user_password")
                    .tag("admin")
                    .summary("Mail a user the way to a new password.")
            }),
        )
}
