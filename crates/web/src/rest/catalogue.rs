//! What is sold, in which currencies, and how it can be paid.

mod addons;
mod convert;
mod currencies;
mod groups;
mod price;
mod products;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::get_with;
pub(super) use price::Cycle;

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/product-groups",
            get_with(groups::list, |op| {
                op.id("list_product_groups").tag("catalogue").summary("The groups of products.")
            }),
        )
        .api_route(
            "/products",
            get_with(products::list, |op| {
                op.id("list_products").tag("catalogue").summary("The products with their prices.")
            }),
        )
        .api_route(
            "/products/{id}",
            get_with(products::get, |op| {
                op.id("get_product").tag("catalogue").summary("A product with its prices.")
            }),
        )
        .api_route(
            "/products/{id}/addons",
            get_with(addons::list, |op| {
                op.id("list_product_addons")
                    .tag("catalogue")
                    .summary("What can be ordered with a product.")
            }),
        )
        .api_route(
            "/currencies",
            get_with(currencies::list, |op| {
                op.id("list_currencies").tag("catalogue").summary("The currencies.")
            }),
        )
        .api_route(
            "/convert",
            get_with(convert::get, |op| {
                op.id("convert_amount")
                    .tag("catalogue")
                    .summary("An amount in another currency of the house.")
            }),
        )
        .api_route(
            "/payment-methods",
            get_with(currencies::payment_methods, |op| {
                op.id("list_payment_methods").tag("catalogue").summary("The ways to pay.")
            }),
        )
}
