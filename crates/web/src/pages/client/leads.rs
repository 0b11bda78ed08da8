//! Which pages of the client area and the shop somebody may open, for the links that lead there.

use axum::response::Response;
use model::people::permission::{ClientPermission, ClientPermissions};

use crate::App;
use crate::pages::leads;
use crate::session::Claims;

/// A page with the links that whoever reads it can follow.
pub(crate) async fn open_ones(app: &App, claims: Option<&Claims>, response: Response) -> Response {
    let response = match app.whmcs().has_ours().await {
        true => response,
        false => leads::open_ones(response, |href| !is_ours_alone(href)).await,
    };
    let Some(claims) = claims.filter(|claims| claims.client().is_some()) else { return response };
    let may = ClientPermissions::parse(&claims.may).unwrap_or_default();
    if claims.owns {
        return response;
    }
    leads::open_ones(response, |href| is_open(may, href)).await
}

/// Whether a page shows what only a Hostler keeps: a WHMCS has no action that tells it.
fn is_ours_alone(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let mut parts = path.trim_start_matches('/').split('/');
    matches!(
        (parts.next(), parts.next(), parts.next()),
        (Some("kb" | "downloads" | "network-status"), ..)
            | (Some("account"), Some("affiliate" | "files"), _)
            | (Some("billing"), Some("statement" | "add-funds" | "mass-pay"), _)
            | (Some("services"), Some(_), Some("metrics"))
            | (Some("domains"), Some(_), Some("dns" | "forwards" | "keys" | "addons"))
    )
}

/// Whether an address is of the client area, which nobody sees without a session.
pub(crate) fn is_of_members(path: &str) -> bool {
    path == "/clientarea" || path.starts_with("/account/security") || needed(path).is_some()
}

/// Whether an address is open to a user who does not own the account.
fn is_open(may: ClientPermissions, href: &str) -> bool {
    // Who may act for an account is for its owner, whatever others may.
    !href.starts_with("/account/users") && needed(href).is_none_or(|each| may.has(each))
}

/// The permission without which an address is refused.
fn needed(href: &str) -> Option<ClientPermission> {
    use ClientPermission::{
        Affiliates, Contacts, Domains, Emails, Invoices, ManageDomains, ManageProducts, Products,
        Profile, Quotes, Tickets,
    };
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let mut parts = path.strip_prefix('/')?.split('/');
    Some(match (parts.next()?, parts.next(), parts.next()) {
        ("account", None | Some("users" | "files" | "privacy"), _) => Profile,
        ("account", Some("contacts"), _) => Contacts,
        ("account", Some("affiliate"), _) => Affiliates,
        ("account", Some("emails"), _) => Emails,
        ("billing", Some("quotes"), _) => Quotes,
        ("billing", ..) => Invoices,
        ("services", _, None | Some("metrics")) => Products,
        ("services", ..) => ManageProducts,
        ("domains", Some("search"), _) => return None,
        ("domains", _, None) => Domains,
        ("domains", ..) => ManageDomains,
        ("tickets", ..) => Tickets,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_open, is_ours_alone};
    use model::people::permission::ClientPermissions;

    #[test]
    fn pages_of_ours_alone_are_known() {
        for href in
            ["/kb", "/kb/7#a", "/downloads?category=1", "/billing/statement", "/domains/3/dns"]
        {
            assert!(is_ours_alone(href), "{href}");
        }
        for href in ["/", "/kbx", "/account", "/billing/invoices", "/domains/3", "/services/1"] {
            assert!(!is_ours_alone(href), "{href}");
        }
    }

    #[test]
    fn addresses_need_what_their_pages_ask_for() {
        for (href, may) in [
            ("/account?x=1", "profile"),
            ("/account/contacts/new", "contacts"),
            ("/billing/quotes/3", "quotes"),
            ("/billing/invoices#pay", "invoices"),
            ("/services/1", "products"),
            ("/services/1/upgrade", "manageproducts"),
            ("/domains/1", "domains"),
            ("/domains/1/dns", "managedomains"),
            ("/tickets/new?service=1", "tickets"),
        ] {
            let one = ClientPermissions::parse(may).unwrap();
            assert!(is_open(one, href) && !is_open(ClientPermissions::NONE, href), "{href}");
        }
        for href in ["/", "/account/security", "/account/switch", "/domains/search", "/kb/1", "#a"]
        {
            assert!(is_open(ClientPermissions::NONE, href), "{href}");
        }
        assert!(super::is_of_members("/tickets/3/reply") && !super::is_of_members("/contact"));
        assert!(!is_open(ClientPermissions::ALL, "/account/users"));
    }
}
