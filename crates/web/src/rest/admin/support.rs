//! What the house tells everybody.

mod announcements;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{delete_with, get_with, patch_with, post_with};

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/announcements",
            get_with(announcements::list, |op| {
                op.id("list_all_announcements")
                    .tag("admin")
                    .summary("What the house announces, and what it does not publish yet.")
            })
            .merge(post_with(announcements::create, |op| {
                op.id("create_announcement").tag("admin").summary("Write an announcement.")
            })),
        )
        .api_route(
            "/admin/announcements/{id}",
            get_with(announcements::get, |op| {
                op.id("get_any_announcement").tag("admin").summary("An announcement.")
            })
            .merge(patch_with(announcements::change, |op| {
                op.id("update_announcement").tag("admin").summary("Change an announcement.")
            }))
            .merge(delete_with(announcements::delete, |op| {
                op.id("delete_announcement").tag("admin").summary("Delete an announcement.")
            })),
        )
}
