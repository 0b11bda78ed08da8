//! What is done to the services of everybody.

mod addresses;
mod commands;
mod ending;
mod operating;
mod usage;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{delete_with, get_with, post_with, put_with};

pub(super) fn routes() -> ApiRouter<App> {
    as_clients_do().merge(told_and_ended()).merge(at_its_provider())
}

/// What clients do to theirs.
fn as_clients_do() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/services/{id}/operations",
            get_with(operating::operations, |op| {
                op.id("list_any_service_operations")
                    .tag("admin")
                    .summary("What can be done to a service.")
            }),
        )
        .api_route(
            "/admin/services/{id}/actions",
            get_with(operating::list, |op| {
                op.id("list_any_service_actions")
                    .tag("admin")
                    .summary("What was done to a service, newest first.")
            })
            .merge(post_with(operating::create, |op| {
                op.id("operate_any_service")
                    .tag("admin")
                    .summary("Switch a service on or off, restart it, open its screen, …")
            })),
        )
        .api_route(
            "/admin/services/{id}/reverse-dns",
            get_with(addresses::get, |op| {
                op.id("get_any_reverse_dns")
                    .tag("admin")
                    .summary("What the addresses of a service are called in reverse DNS.")
            })
            .merge(put_with(addresses::set, |op| {
                op.id("set_any_reverse_dns")
                    .tag("admin")
                    .summary("Name an address of a service in reverse DNS.")
            })),
        )
}

fn told_and_ended() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/services/{id}/usage",
            get_with(usage::get, |op| {
                op.id("get_any_service_usage")
                    .tag("admin")
                    .summary("What a service used, day by day.")
            }),
        )
        .api_route(
            "/admin/services/{id}/cancellation",
            post_with(ending::create, |op| {
                op.id("cancel_any_service")
                    .tag("admin")
                    .summary("Note that a service shall end, now or with the paid period.")
            })
            .merge(delete_with(ending::withdraw, |op| {
                op.id("withdraw_any_cancellation")
                    .tag("admin")
                    .summary("Keep a service whose end was asked for.")
            })),
        )
}

/// What only staff has done there, beside `/admin/services/{id}/status`.
fn at_its_provider() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/services/{id}/package",
            post_with(commands::fit, |op| {
                op.id("change_service_package")
                    .tag("admin")
                    .summary("Fit a service at its provider to its product and options.")
            }),
        )
        .api_route(
            "/admin/services/{id}/password",
            put_with(commands::set_password, |op| {
                op.id("set_service_password")
                    .tag("admin")
                    .summary("Set another password of a service at its provider.")
            }),
        )
        .api_route(
            "/admin/services/{id}/functions",
            get_with(commands::functions, |op| {
                op.id("list_service_functions")
                    .tag("admin")
                    .summary("The functions of the module of a service, as it calls them.")
            })
            .merge(post_with(commands::run, |op| {
                op.id("run_service_function")
                    .tag("admin")
                    .summary("Have the module of a service do something by its own name.")
            })),
        )
}
