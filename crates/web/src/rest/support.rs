//! Talking to the people of the house.

pub(crate) mod files;
mod lists;
mod reply;
pub(super) mod tickets;

use aide::axum::ApiRouter;
use aide::axum::routing::{get_with, post_with};

use crate::App;

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/announcements",
            get_with(lists::announcements, |op| {
                op.id("list_announcements").tag("support").summary("What the house announces.")
            }),
        )
        .api_route(
            "/departments",
            get_with(lists::departments, |op| {
                op.id("list_departments").tag("support").summary("Whom tickets can be sent to.")
            }),
        )
        .api_route(
            "/tickets",
            get_with(tickets::list, |op| {
                op.id("list_tickets").tag("support").summary("The client's tickets.")
            })
            .post_with(tickets::create, |op| {
                op.id("create_ticket").tag("support").summary("Open a ticket.")
            }),
        )
        .api_route(
            "/tickets/{id}",
            get_with(tickets::get, |op| {
                op.id("get_ticket").tag("support").summary("A ticket with its replies.")
            }),
        )
        .api_route(
            "/tickets/{id}/replies",
            post_with(reply::create, |op| {
                op.id("create_ticket_reply").tag("support").summary("Reply; opens it again.")
            }),
        )
        .api_route(
            "/tickets/{id}/close",
            post_with(reply::close, |op| {
                op.id("close_ticket").tag("support").summary("Close a ticket.")
            }),
        )
        .api_route(
            "/tickets/{id}/attachment",
            get_with(files::get, |op| {
                op.id("get_ticket_attachment").tag("support").summary("A file of a ticket.")
            }),
        )
}
