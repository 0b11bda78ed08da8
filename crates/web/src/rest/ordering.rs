//! Buying: what it would cost, doing it, and what was ordered.

mod cart;
pub(super) mod orders;
mod place;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{get_with, post_with};

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/orders/preview",
            post_with(place::preview, |op| {
                op.id("preview_order")
                    .tag("orders")
                    .summary("What an order would cost, line by line; nothing is kept.")
            }),
        )
        .api_route(
            "/orders",
            post_with(place::create, |op| {
                op.id("create_order").tag("orders").summary("Place an order.")
            })
            .merge(get_with(orders::list, |op| {
                op.id("list_orders").tag("orders").summary("The client's orders, newest first.")
            })),
        )
        .api_route(
            "/orders/{id}",
            get_with(orders::get, |op| op.id("get_order").tag("orders").summary("An order.")),
        )
}
