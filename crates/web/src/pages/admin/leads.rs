//! Which pages of the office a role may open, for the links that lead there.

use axum::response::Response;

use super::desk::Desk;
use super::{nav, offers, unsent};
use crate::pages::leads;

/// The action without which the page of one thing is refused, by what its address begins with.
const PAGES: &[(&str, &str)] = &[
    ("/admin/affiliates/", "GetAffiliateDetails"),
    ("/admin/clients/", "GetClientsDetails"),
    ("/admin/domains/", "GetClientsDomains"),
    ("/admin/invoices/", "GetInvoice"),
    ("/admin/modules/", "GetModules"),
    ("/admin/orders/", "GetOrders"),
    ("/admin/payment-proofs/", "GetPaymentProofFile"),
    ("/admin/products/", "GetProductDetails"),
    ("/admin/projects/", "GetProject"),
    ("/admin/quotes/", "GetQuotes"),
    ("/admin/servers/", "GetServerDetails"),
    ("/admin/service-addons/", "GetClientsAddons"),
    ("/admin/services/", "GetClientsProducts"),
    ("/admin/tickets/", "GetTicket"),
    ("/admin/transactions/", "GetTransactions"),
    ("/admin/users/", "GetUsers"),
];

/// A page with the links that this role can follow.
pub(super) async fn open_ones(desk: &Desk, response: Response) -> Response {
    let may = |href: &str| needed(href).iter().all(|action| desk.may(action));
    leads::looked_through(response, |page| unsent::shown_only(&leads::kept(page, may))).await
}

/// The actions without which an address is refused.
fn needed(href: &str) -> Vec<&'static str> {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let one = PAGES.iter().find(|(start, _)| {
        path.strip_prefix(start).is_some_and(|rest| !rest.is_empty() && rest != "new")
    });
    let one = one.map(|(_, action)| *action).or_else(|| offers::needed(path));
    let mut all: Vec<&str> = one.into_iter().chain(nav::needed(path)).collect();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::{PAGES, needed};

    #[test]
    fn only_actions_that_there_are_can_be_needed() {
        for (_, action) in PAGES {
            assert!(protocol::find(action).is_some_and(|found| found.name == *action), "{action}");
        }
    }

    #[test]
    fn addresses_need_what_their_pages_call() {
        for (href, actions) in [
            ("/admin/clients/7?tab=notes", &["GetClientsDetails"][..]),
            ("/admin/clients", &["GetClients"]),
            ("/admin/clients?q=a", &["GetClients"]),
            ("/admin/clients/new", &["AddClient"]),
            ("/admin/kb", &["UpdateKnowledgebaseArticle", "GetKnowledgebaseArticles"]),
            ("/admin/capture", &["AttemptCaptures", "GetInvoices"]),
            ("/admin/payment-proofs/3/file", &["GetPaymentProofFile"]),
            ("/admin", &[]),
            ("/admin/my-account", &[]),
            ("https://example.com/admin/clients/7", &[]),
            ("#content", &[]),
        ] {
            assert_eq!(needed(href), actions, "{href}");
        }
    }
}
