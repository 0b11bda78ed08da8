//! What is owed, paying it, and what was paid.

mod invoices;
mod pay_methods;
mod payments;
mod transactions;

use aide::axum::ApiRouter;
use aide::axum::routing::{get_with, post_with};

use crate::App;

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/invoices",
            get_with(invoices::list, |op| {
                op.id("list_invoices").tag("invoices").summary("The client's invoices.")
            }),
        )
        .api_route(
            "/invoices/{id}",
            get_with(invoices::get, |op| {
                op.id("get_invoice").tag("invoices").summary("An invoice with its lines.")
            }),
        )
        .api_route(
            "/invoices/{id}/payments",
            post_with(payments::create, |op| {
                op.id("create_payment").tag("invoices").summary("Pay an invoice.")
            }),
        )
        .api_route(
            "/transactions",
            get_with(transactions::list, |op| {
                op.id("list_transactions")
                    .tag("invoices")
                    .summary("The client's movements of money, newest first.")
            }),
        )
        .api_route(
            "/pay-methods",
            get_with(pay_methods::list, |op| {
                op.id("list_pay_methods")
                    .tag("invoices")
                    .summary("The cards and accounts that the client keeps.")
            }),
        )
}
