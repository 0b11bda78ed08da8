//! What was bought.

pub(super) mod actions;
pub(super) mod cancel;
pub(super) mod metrics;
mod plan_change;
pub(super) mod reverse_dns;
pub(super) mod services;
pub(super) mod usage;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{delete_with, get_with, post_with, put_with};

pub(super) fn routes() -> ApiRouter<App> {
    looked_at().merge(acted_on()).merge(planned())
}

/// What a service is and was.
fn looked_at() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/services",
            get_with(services::list, |op| {
                op.id("list_services").tag("services").summary("The client's services.")
            }),
        )
        .api_route(
            "/services/{id}",
            get_with(services::get, |op| {
                op.id("get_service").tag("services").summary("A service with its addons.")
            }),
        )
        .api_route(
            "/services/{id}/usage",
            get_with(usage::get, |op| {
                op.id("get_service_usage")
                    .tag("services")
                    .summary("What a service used, day by day.")
            }),
        )
        .api_route(
            "/services/{id}/metrics",
            get_with(metrics::get, |op| {
                op.id("get_service_metrics")
                    .tag("services")
                    .summary("How busy a service was on its last day: CPU and network.")
            }),
        )
}

/// What is done with it.
fn acted_on() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/services/{id}/reverse-dns",
            get_with(reverse_dns::get, |op| {
                op.id("get_reverse_dns")
                    .tag("services")
                    .summary("What the addresses of a service are called in reverse DNS.")
            })
            .merge(put_with(reverse_dns::set, |op| {
                op.id("set_reverse_dns")
                    .tag("services")
                    .summary("Name an address of a service in reverse DNS.")
            })),
        )
        .api_route(
            "/services/{id}/operations",
            get_with(actions::operations, |op| {
                op.id("list_service_operations")
                    .tag("services")
                    .summary("What can be done to a service.")
            }),
        )
        .api_route(
            "/services/{id}/actions",
            get_with(actions::list, |op| {
                op.id("list_service_actions")
                    .tag("services")
                    .summary("What was done to a service, newest first.")
            })
            .merge(post_with(actions::create, |op| {
                op.id("operate_service")
                    .tag("services")
                    .summary("Switch a service on or off, restart it, open its screen, …")
            })),
        )
        .api_route(
            "/services/{id}/cancellation",
            post_with(cancel::create, |op| {
                op.id("cancel_service")
                    .tag("services")
                    .summary("Ask for the end of a service, now or with the paid period.")
            })
            .merge(delete_with(cancel::withdraw, |op| {
                op.id("withdraw_cancellation")
                    .tag("services")
                    .summary("Keep a service whose end was asked for.")
            })),
        )
}

/// What it may become.
fn planned() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/services/{id}/plan-change",
            post_with(plan_change::order, |op| {
                op.id("change_plan")
                    .tag("services")
                    .summary("Order another product or cycle for a service.")
            }),
        )
        .api_route(
            "/services/{id}/plan-change/preview",
            post_with(plan_change::preview, |op| {
                op.id("preview_plan_change")
                    .tag("services")
                    .summary("What another product or cycle would cost now; nothing is kept.")
            }),
        )
}
