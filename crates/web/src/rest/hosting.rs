//! What was bought.

mod services;

use aide::axum::ApiRouter;
use aide::axum::routing::get_with;

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
}
