//! What is offered to clients, what they keep to pay with, and invoices and offers as files.

mod collecting;
mod papers;
mod pay_methods;
mod quotes;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{delete_with, get_with, patch_with, post_with};

pub(super) fn routes() -> ApiRouter<App> {
    offers().merge(kept_to_pay_with()).merge(invoices()).merge(files())
}

fn offers() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/quotes",
            get_with(quotes::list, |op| {
                op.id("list_all_quotes").tag("admin").summary("All offers, drafts among them.")
            })
            .merge(post_with(quotes::create, |op| {
                op.id("create_quote").tag("admin").summary("Write an offer.")
            })),
        )
        .api_route(
            "/admin/quotes/{id}",
            get_with(quotes::get, |op| op.id("get_any_quote").tag("admin").summary("An offer."))
                .merge(patch_with(quotes::change, |op| {
                    op.id("update_quote").tag("admin").summary("Change an offer.")
                }))
                .merge(delete_with(quotes::delete, |op| {
                    op.id("delete_quote").tag("admin").summary("Delete an offer.")
                })),
        )
        .api_route(
            "/admin/quotes/{id}/send",
            post_with(quotes::send, |op| {
                op.id("send_quote").tag("admin").summary("Mail an offer to its receiver.")
            }),
        )
        .api_route(
            "/admin/quotes/{id}/accept",
            post_with(quotes::accept, |op| {
                op.id("accept_any_quote")
                    .tag("admin")
                    .summary("Take an offer, as its receiver said in another way.")
            }),
        )
}

fn invoices() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/admin/invoices/{id}/collections",
        post_with(collecting::create, |op| {
            op.id("collect_invoice")
                .tag("admin")
                .summary("Pay an invoice from its client's credit, or with what the client keeps.")
        }),
    )
}

fn files() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/invoices/{id}/pdf",
            get_with(papers::invoice, |op| {
                op.id("get_any_invoice_pdf").tag("admin").summary("An invoice as a PDF.")
            }),
        )
        .api_route(
            "/admin/invoices/{id}/xml",
            get_with(papers::e_invoice, |op| {
                op.id("get_any_invoice_xml")
                    .tag("admin")
                    .summary("An invoice as an electronic invoice (EN 16931, UBL 2.1).")
            }),
        )
        .api_route(
            "/admin/quotes/{id}/pdf",
            get_with(papers::quote, |op| {
                op.id("get_any_quote_pdf").tag("admin").summary("An offer as a PDF.")
            }),
        )
}

fn kept_to_pay_with() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/clients/{id}/pay-methods",
            get_with(pay_methods::list, |op| {
                op.id("list_client_pay_methods")
                    .tag("admin")
                    .summary("The cards and accounts that a client keeps.")
            }),
        )
        .api_route(
            "/admin/clients/{id}/pay-methods/{pay_method_id}",
            patch_with(pay_methods::change, |op| {
                op.id("update_client_pay_method")
                    .tag("admin")
                    .summary("Charge a card or account first from now on.")
            })
            .merge(delete_with(pay_methods::delete, |op| {
                op.id("delete_client_pay_method")
                    .tag("admin")
                    .summary("Forget a card or account of a client.")
            })),
        )
}
