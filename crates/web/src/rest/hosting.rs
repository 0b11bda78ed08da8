//! What was bought.

mod cancel;
mod services;

use aide::axum::ApiRouter;
use aide::axum::routing::{get_with, post_with};

use crate::App;

pub(super) fn routes() -> ApiRouter<App> {
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
            "/services/{id}/cancellation",
            post_with(cancel::create, |op| {
                op.id("cancel_service")
                    .tag("services")
                    .summary("Ask for the end of a service, now or with the paid period.")
            }),
        )
}
