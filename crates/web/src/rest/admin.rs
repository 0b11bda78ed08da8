//! For staff: whatever the member's role permits.

mod clients;
mod invoices;
mod orders;
mod system;

use aide::axum::ApiRouter;
use aide::axum::routing::{get_with, post_with};

use crate::App;

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new().merge(people()).merge(ordering()).merge(billing()).merge(house())
}

fn people() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/clients",
            get_with(clients::list, |op| {
                op.id("list_clients").tag("admin").summary("All clients.")
            }),
        )
        .api_route(
            "/admin/clients/{id}",
            get_with(clients::get, |op| op.id("get_client").tag("admin").summary("A client.")),
        )
}

fn ordering() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/orders",
            get_with(orders::list, |op| {
                op.id("list_all_orders").tag("admin").summary("All orders, newest first.")
            }),
        )
        .api_route(
            "/admin/orders/{id}",
            get_with(orders::get, |op| op.id("get_any_order").tag("admin").summary("An order.")),
        )
        .api_route(
            "/admin/orders/{id}/status",
            post_with(orders::change, |op| {
                op.id("set_order_status")
                    .tag("admin")
                    .summary("Accept, cancel or put back an order, or call it fraud.")
            }),
        )
}

fn billing() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/invoices",
            get_with(invoices::list, |op| {
                op.id("list_all_invoices").tag("admin").summary("All invoices.")
            }),
        )
        .api_route(
            "/admin/invoices/{id}",
            get_with(invoices::get, |op| {
                op.id("get_any_invoice").tag("admin").summary("An invoice with its lines.")
            }),
        )
        .api_route(
            "/admin/invoices/{id}/payments",
            post_with(invoices::pay, |op| {
                op.id("record_payment").tag("admin").summary("Record a payment that came in.")
            }),
        )
}

fn house() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/stats",
            get_with(system::stats, |op| {
                op.id("get_stats").tag("admin").summary("The figures of the house.")
            }),
        )
        .api_route(
            "/admin/activity",
            get_with(system::activity, |op| {
                op.id("list_activity").tag("admin").summary("What was done, newest first.")
            }),
        )
}
