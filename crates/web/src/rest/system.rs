//! About this API, and the way into the stock client area.

mod capabilities;
mod sso;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{get_with, post_with};

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/capabilities",
            get_with(capabilities::get, |op| {
                op.id("get_capabilities")
                    .tag("system")
                    .summary("What the WHMCS behind this API offers beyond the published actions.")
            }),
        )
        .api_route(
            "/sso",
            post_with(sso::create, |op| {
                op.id("create_sso_link")
                    .tag("system")
                    .summary("A link that signs the user in to the stock client area, once.")
            }),
        )
}
