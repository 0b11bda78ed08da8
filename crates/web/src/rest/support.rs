//! Talking to the people of the house.

mod feedback;
pub(crate) mod files;
pub(super) mod lists;
mod published;
mod reply;
pub(super) mod tickets;

use aide::axum::ApiRouter;
use aide::transform::TransformOperation;

use crate::App;
use crate::routing::{get_with, post_with};

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .merge(of_everybody())
        .merge(of_the_house())
        .api_route(
            "/tickets",
            get_with(tickets::list, |op| {
                op.id("list_tickets").tag("support").summary("The client's tickets.")
            })
            .merge(post_with(tickets::create, |op| {
                op.id("create_ticket").tag("support").summary("Open a ticket.")
            })),
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
            "/tickets/{id}/reopen",
            post_with(feedback::reopen, |op| {
                op.id("reopen_ticket").tag("support").summary("Open a closed ticket again.")
            }),
        )
        .api_route(
            "/tickets/{id}/ratings",
            post_with(feedback::rate, |op| {
                op.id("rate_ticket_reply").tag("support").summary("Rate a reply of the staff.")
            }),
        )
        .api_route(
            "/tickets/{id}/feedback",
            post_with(feedback::say, |op| {
                op.id("give_ticket_feedback").tag("support").summary("Say how a ticket went.")
            }),
        )
        .api_route(
            "/tickets/{id}/attachment",
            get_with(files::get, |op| {
                op.id("get_ticket_attachment").tag("support").summary("A file of a ticket.")
            }),
        )
}

/// What is announced, and where tickets go.
fn of_the_house() -> ApiRouter<App> {
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
            "/ticket-statuses",
            get_with(lists::statuses, |op| {
                op.id("list_ticket_statuses").tag("support").summary("The statuses of tickets.")
            }),
        )
}

/// What needs no log-in; some of it shows more to clients.
fn of_everybody() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/network-issues",
            get_with(published::issues, |op| {
                op.id("list_network_issues").tag("support").summary("What is broken or planned.")
            }),
        )
        .api_route(
            "/kb/categories",
            get_with(published::categories, |op| {
                open(op).id("list_kb_categories").tag("support").summary("Categories of articles.")
            }),
        )
        .api_route(
            "/kb/articles",
            get_with(published::articles, |op| {
                open(op)
                    .id("list_kb_articles")
                    .tag("support")
                    .summary("Articles, listed or searched.")
            }),
        )
        .api_route(
            "/kb/articles/{id}",
            get_with(published::article, |op| {
                open(op).id("get_kb_article").tag("support").summary("An article.")
            }),
        )
        .api_route(
            "/kb/articles/{id}/vote",
            post_with(published::vote, |op| {
                open(op)
                    .id("vote_kb_article")
                    .tag("support")
                    .summary("Say whether an article helped.")
            }),
        )
        .api_route(
            "/downloads",
            get_with(published::downloads, |op| {
                open(op).id("list_downloads").tag("support").summary("Files to download.")
            }),
        )
        .api_route(
            "/downloads/{id}/file",
            get_with(published::file, |op| {
                open(op).id("get_download_file").tag("support").summary("The file of a download.")
            }),
        )
}

/// A session may be shown, and need not be.
fn open(mut op: TransformOperation<'_>) -> TransformOperation<'_> {
    op.inner_mut().security.insert(0, Default::default());
    op
}
