//! `/auth`: coming in and going out.

mod address;
mod entered;
mod login;
mod logout;
mod passkey;
mod password;
mod refresh;
mod register;
mod sessions;
mod switch;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{delete_with, get_with, post_with};

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/auth/register",
            get_with(register::questions, |op| {
                op.id("get_account_questions")
                    .tag("auth")
                    .summary("What the house asks of somebody who signs up.")
            })
            .merge(post_with(register::register, |op| {
                op.id("create_account").tag("auth").summary("Sign up and log in.")
            })),
        )
        .api_route(
            "/auth/login",
            post_with(login::login, |op| {
                op.id("create_session").tag("auth").summary("Log in as a client.")
            }),
        )
        .api_route(
            "/auth/staff/login",
            post_with(login::staff, |op| {
                op.id("create_staff_session").tag("auth").summary("Log in as staff.")
            }),
        )
        .api_route(
            "/auth/refresh",
            post_with(refresh::refresh, |op| {
                op.id("refresh_session").tag("auth").summary("Exchange a refresh token.")
            }),
        )
        .api_route(
            "/auth/switch",
            post_with(switch::switch, |op| {
                op.id("switch_client").tag("auth").summary("Act for another of the user's clients.")
            }),
        )
        .api_route(
            "/auth/logout",
            post_with(logout::logout, |op| {
                op.id("delete_session").tag("auth").summary("Log out, here or everywhere.")
            }),
        )
        .merge(sessions())
        .merge(passkeys())
        .merge(passwords())
        .merge(addresses())
}

fn sessions() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/auth/sessions",
            get_with(sessions::list, |op| {
                op.id("list_sessions").tag("auth").summary("Where one is logged in.")
            }),
        )
        .api_route(
            "/auth/sessions/end-others",
            post_with(sessions::end_others, |op| {
                op.id("end_other_sessions")
                    .tag("auth")
                    .summary("End all other sessions; this one goes on with the tokens it is told.")
            }),
        )
        .api_route(
            "/auth/sessions/{id}",
            delete_with(sessions::end, |op| {
                op.id("end_session").tag("auth").summary("End one of one's sessions.")
            }),
        )
}

fn passkeys() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/auth/passkey/options",
            post_with(passkey::options, |op| {
                op.id("begin_passkey_session")
                    .tag("auth")
                    .summary("What `navigator.credentials.get` is asked.")
            }),
        )
        .api_route(
            "/auth/passkey",
            post_with(passkey::login, |op| {
                op.id("create_passkey_session")
                    .tag("auth")
                    .summary("Log in as a client by passkey.")
            }),
        )
        .api_route(
            "/auth/staff/passkey",
            post_with(passkey::staff, |op| {
                op.id("create_staff_passkey_session")
                    .tag("auth")
                    .summary("Log in as staff by passkey.")
            }),
        )
}

fn passwords() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/auth/password-reset",
            post_with(password::forgotten, |op| {
                op.id("request_password_reset")
                    .tag("auth")
                    .summary("Have a link to a new password mailed.")
            }),
        )
        .api_route(
            "/auth/password-reset/complete",
            post_with(password::reset, |op| {
                op.id("complete_password_reset").tag("auth").summary("Set a new password by link.")
            }),
        )
        .api_route(
            "/me/password",
            post_with(password::change, |op| {
                op.id("change_password")
                    .tag("me")
                    .summary("Change the password; every session of the user ends.")
            }),
        )
}

fn addresses() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/auth/verify-email",
            post_with(address::prove, |op| {
                op.id("verify_email").tag("auth").summary("Prove an e-mail address by link.")
            }),
        )
        .api_route(
            "/me/email",
            get_with(address::show, |op| {
                op.id("get_email")
                    .tag("me")
                    .summary("The address to sign in with, and a new one that waits.")
            })
            .merge(post_with(address::change, |op| {
                op.id("change_email")
                    .tag("me")
                    .summary("Change the address to sign in with, once the new one is proven.")
            }))
            .merge(delete_with(address::withdraw, |op| {
                op.id("withdraw_email_change")
                    .tag("me")
                    .summary("Take back a new address that waits.")
            })),
        )
        .api_route(
            "/me/email-verification",
            post_with(address::ask_for_proof, |op| {
                op.id("request_email_verification")
                    .tag("me")
                    .summary("Have a link mailed that proves the user's e-mail address.")
            }),
        )
}
