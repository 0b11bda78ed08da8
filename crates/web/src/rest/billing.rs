//! What is owed, paying it, and what was paid.

mod credit_notes;
pub(super) mod explanation;
mod funds;
pub(super) mod invoices;
pub(super) mod papers;
pub(super) mod pay_methods;
pub(super) mod payments;
pub(super) mod quotes;
mod statement;
pub(super) mod transactions;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{delete_with, get_with, patch_with, post_with};

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
            "/invoices/{id}/pdf",
            get_with(papers::invoice, |op| {
                op.id("get_invoice_pdf").tag("invoices").summary("An invoice as a PDF.")
            }),
        )
        .api_route(
            "/invoices/{id}/xml",
            get_with(papers::e_invoice, |op| {
                op.id("get_invoice_xml")
                    .tag("invoices")
                    .summary("An invoice as an electronic invoice (EN 16931, UBL 2.1).")
            }),
        )
        .api_route(
            "/invoices/{id}/explanation",
            get_with(explanation::get, |op| {
                op.id("get_invoice_explanation")
                    .tag("invoices")
                    .summary("How the lines of an invoice came to their amounts and taxes.")
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
            "/statement",
            get_with(statement::get, |op| {
                op.id("get_statement")
                    .tag("invoices")
                    .summary("What the client owed, what moved, and what it owes.")
            }),
        )
        .api_route(
            "/statement/pdf",
            get_with(statement::pdf, |op| {
                op.id("get_statement_pdf").tag("invoices").summary("The same as a PDF.")
            }),
        )
        .merge(credit_note_routes())
        .merge(made_by_clients())
        .merge(pay_method_routes())
        .merge(quote_routes())
}

fn credit_note_routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/invoices/{id}/credit-notes",
            get_with(credit_notes::of_invoice, |op| {
                op.id("list_credit_notes")
                    .tag("invoices")
                    .summary("What was taken back of an invoice, newest first.")
            }),
        )
        .api_route(
            "/credit-notes/{id}/pdf",
            get_with(credit_notes::pdf, |op| {
                op.id("get_credit_note_pdf").tag("invoices").summary("A credit note as a PDF.")
            }),
        )
        .api_route(
            "/credit-notes/{id}/xml",
            get_with(credit_notes::xml, |op| {
                op.id("get_credit_note_xml")
                    .tag("invoices")
                    .summary("A credit note as an electronic invoice (EN 16931, UBL 2.1).")
            }),
        )
}

fn made_by_clients() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/invoices/combined",
            post_with(funds::combine, |op| {
                op.id("combine_invoices")
                    .tag("invoices")
                    .summary("One invoice that pays several others when it is paid.")
            }),
        )
        .api_route(
            "/funds",
            post_with(funds::add, |op| {
                op.id("add_funds")
                    .tag("invoices")
                    .summary("An invoice that becomes credit when it is paid.")
            }),
        )
}

fn pay_method_routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/pay-methods",
            get_with(pay_methods::list, |op| {
                op.id("list_pay_methods")
                    .tag("invoices")
                    .summary("The cards and accounts that the client keeps.")
            }),
        )
        .api_route(
            "/pay-methods/{id}",
            patch_with(pay_methods::change, |op| {
                op.id("update_pay_method")
                    .tag("invoices")
                    .summary("Charge a card or account first from now on.")
            })
            .merge(delete_with(pay_methods::delete, |op| {
                op.id("delete_pay_method").tag("invoices").summary("Forget a card or account.")
            })),
        )
}

fn quote_routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/quotes",
            get_with(quotes::list, |op| {
                op.id("list_quotes").tag("invoices").summary("What was offered to the client.")
            }),
        )
        .api_route(
            "/quotes/{id}",
            get_with(quotes::get, |op| op.id("get_quote").tag("invoices").summary("An offer.")),
        )
        .api_route(
            "/quotes/{id}/pdf",
            get_with(papers::quote, |op| {
                op.id("get_quote_pdf").tag("invoices").summary("An offer as a PDF.")
            }),
        )
        .api_route(
            "/quotes/{id}/accept",
            post_with(quotes::accept, |op| {
                op.id("accept_quote").tag("invoices").summary("Take an offer.")
            }),
        )
        .api_route(
            "/quotes/{id}/decline",
            post_with(quotes::decline, |op| {
                op.id("decline_quote").tag("invoices").summary("Leave an offer.")
            }),
        )
}
