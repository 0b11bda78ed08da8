//! For staff: whatever the member's role permits.

mod actions;
mod billing;
mod clients;
mod codes;
mod desk;
mod domains;
mod hooks;
mod hosting;
mod invoices;
mod limits;
mod machines;
mod orders;
mod owners;
mod people;
mod projects;
mod routes;
mod services;
mod support;
mod system;
mod tickets;
mod transactions;

use aide::axum::ApiRouter;

use crate::App;

/// Lists of everybody's, and what a client does at its own door done for one that is named.
pub(super) fn routes() -> ApiRouter<App> {
    let topics = [
        routes::routes(),
        people::routes(),
        billing::routes(),
        hosting::routes(),
        domains::routes(),
        support::routes(),
    ];
    topics.into_iter().fold(ApiRouter::new(), ApiRouter::merge)
}
