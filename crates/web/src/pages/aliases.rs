//! The addresses of a WHMCS, kept alive: links in old mails and bookmarks lead to our pages.

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::App;
use crate::routing::get;

/// What the old addresses say.
#[derive(Debug, Default, Deserialize)]
struct Old {
    #[serde(default)]
    action: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    rp: String,
    #[serde(default)]
    a: String,
    #[serde(default)]
    pid: String,
    #[serde(default)]
    gid: String,
    #[serde(default)]
    tid: String,
    #[serde(default)]
    c: String,
    #[serde(default)]
    domain: String,
    #[serde(default)]
    query: String,
    #[serde(default)]
    promocode: String,
    #[serde(default)]
    billingcycle: String,
    #[serde(default)]
    invoiceid: String,
    #[serde(default)]
    catid: String,
    #[serde(default, rename = "type")]
    kind: String,
}

/// The scripts that a WHMCS has for clients and visitors.
const PAGES: [&str; 25] = [
    "announcements",
    "cart",
    "clientarea",
    "contact",
    "creditcard",
    "dl",
    "dologin",
    "domainchecker",
    "downloads",
    "index",
    "knowledgebase",
    "login",
    "logout",
    "pwreset",
    "register",
    "serverstatus",
    "submitticket",
    "supporttickets",
    "viewemail",
    "viewinvoice",
    "viewquote",
    "viewticket",
    "networkissues",
    "affiliates",
    "upgrade",
];

/// What a WHMCS with friendly addresses has at the root. Where we have a page of that address, it
/// is that page.
const FRIENDLY: [&str; 11] = [
    "/account/paymentmethods",
    "/account/paymentmethods/{*rest}",
    "/cart/domain/{*rest}",
    "/domain/{*rest}",
    "/download",
    "/download/{*rest}",
    "/knowledgebase",
    "/knowledgebase/{*rest}",
    "/user/{*rest}",
    "/announcements/{id}/{title}",
    "/store/{group}/{product}",
];

pub(crate) fn routes() -> Router<App> {
    let routes = Router::new().route("/index.php/{*rest}", get(pretty));
    let routes = FRIENDLY.iter().fold(routes, |routes, path| routes.route(path, get(friendly)));
    PAGES.iter().fold(routes, |routes, page| {
        routes.route(&format!("/{page}.php"), get(move |query| old(page, query)))
    })
}

/// `GET /clientarea.php?action=…` and its like.
async fn old(page: &str, Query(old): Query<Old>) -> Response {
    match place(page, &old) {
        Some(to) => Redirect::permanent(&to).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /index.php/store/…`
async fn pretty(Path(rest): Path<String>) -> Response {
    Redirect::permanent(&route(&format!("/{rest}"))).into_response()
}

/// `GET /knowledgebase/7/Title.html` and its like.
async fn friendly(address: Uri) -> Response {
    Redirect::permanent(&route(address.path())).into_response()
}

fn place(page: &str, old: &Old) -> Option<String> {
    let to = match page {
        "clientarea" => client_area(old),
        "dl" if old.kind == "d" => below(&with_number("/downloads", &old.id), "file"),
        // The invoice itself prints well; only REST has the file.
        "viewinvoice" | "dl" => with_number("/billing/invoices", &old.id),
        "viewquote" => with_number("/billing/quotes", &old.id),
        "supporttickets" => "/tickets".to_owned(),
        "submitticket" => "/tickets/new".to_owned(),
        // With the key of a guest's, which needs no log-in.
        "viewticket" if is_word(&old.tid) && is_word(&old.c) => {
            format!("/contact/ticket?tid={}&c={}", old.tid, old.c)
        }
        "viewticket" => numbered_ticket(&old.tid),
        "cart" => cart(old),
        "domainchecker" => "/domains/search".to_owned(),
        "creditcard" if number(&old.invoiceid).is_some() => {
            with_number("/billing/invoices", &old.invoiceid)
        }
        "creditcard" => "/billing/payment-methods".to_owned(),
        "viewemail" => with_number("/account/emails", &old.id),
        "announcements" => with_number("/announcements", &old.id),
        "knowledgebase" if old.catid.is_empty() => with_number("/kb", &old.id),
        "knowledgebase" => match number(&old.catid) {
            Some(id) => format!("/kb/category/{id}"),
            None => "/kb".to_owned(),
        },
        "downloads" => "/downloads".to_owned(),
        "contact" => "/contact".to_owned(),
        "register" => "/register".to_owned(),
        "login" | "dologin" => "/login".to_owned(),
        "logout" => "/logout".to_owned(),
        "pwreset" => "/password/reset".to_owned(),
        "affiliates" => "/account/affiliate".to_owned(),
        "serverstatus" | "networkissues" => "/network-status".to_owned(),
        "upgrade" => below(&with_number("/services", &old.id), "upgrade"),
        "index" => route(&old.rp),
        _ => return None,
    };
    Some(to)
}

fn client_area(old: &Old) -> String {
    match &*old.action {
        "products" | "services" => "/services".to_owned(),
        "productdetails" => with_number("/services", &old.id),
        "cancel" => below(&with_number("/services", &old.id), "cancel"),
        "domains" => "/domains".to_owned(),
        "domaindetails" | "domaincontacts" | "domaingetepp" => with_number("/domains", &old.id),
        "invoices" => "/billing/invoices".to_owned(),
        "masspay" => "/billing/mass-pay".to_owned(),
        "addfunds" => "/billing/add-funds".to_owned(),
        "quotes" => "/billing/quotes".to_owned(),
        "details" => "/account".to_owned(),
        "contacts" | "addcontact" => "/account/contacts".to_owned(),
        "emails" => "/account/emails".to_owned(),
        "changepw" | "security" | "changesq" => "/account/security".to_owned(),
        "creditcard" => "/billing/payment-methods".to_owned(),
        _ => "/clientarea".to_owned(),
    }
}

fn cart(old: &Old) -> String {
    match (&*old.a, number(&old.pid), number(&old.gid)) {
        ("add", Some(product), _) => order(product, old),
        ("add", None, _) if old.domain == "register" || old.domain == "transfer" => {
            let name: String = form_urlencoded::byte_serialize(old.query.as_bytes()).collect();
            format!("/domains/search?query={name}")
        }
        ("view" | "checkout", ..) => "/cart".to_owned(),
        (_, _, Some(group)) => format!("/store/{group}"),
        _ => "/store".to_owned(),
    }
}

/// The order form with the cycle and the promotion code that a link of a campaign names.
fn order(product: u64, old: &Old) -> String {
    let said = [("cycle", &old.billingcycle), ("promo", &old.promocode)];
    let said = said.into_iter().filter(|(_, value)| !value.is_empty());
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(said).finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/order/{product}{mark}{query}")
}

/// `index.php?rp=…`
fn route(rp: &str) -> String {
    let mut parts = rp.trim_matches('/').split('/');
    match (parts.next().unwrap_or_default(), parts.next()) {
        ("login", _) => "/login".to_owned(),
        ("register", _) => "/register".to_owned(),
        ("password", _) => "/password/reset".to_owned(),
        ("announcements", Some(id)) => with_number("/announcements", id),
        ("announcements", None) => "/announcements".to_owned(),
        ("knowledgebase", Some(id)) if parts.next().is_some_and(|name| name.ends_with(".html")) => {
            with_number("/kb", id)
        }
        ("knowledgebase", Some(id)) if number(id).is_some() => with_number("/kb/category", id),
        ("knowledgebase", _) => "/kb".to_owned(),
        ("download", _) => "/downloads".to_owned(),
        ("store", Some(group)) => with_word("/store", group),
        ("store", None) => "/store".to_owned(),
        ("account", Some("paymentmethods")) => "/billing/payment-methods".to_owned(),
        ("account", Some("users")) => "/account/users".to_owned(),
        ("account", Some("contacts")) => "/account/contacts".to_owned(),
        ("account" | "user", Some("security" | "password")) => "/account/security".to_owned(),
        ("account" | "user", _) => "/account".to_owned(),
        ("domain", _) => "/domains/search".to_owned(),
        ("cart", Some("domain")) => "/domains/search".to_owned(),
        ("cart", _) => "/cart".to_owned(),
        _ => "/".to_owned(),
    }
}

fn number(text: &str) -> Option<u64> {
    text.parse().ok()
}

/// The list, or one thing of it.
fn with_number(list: &str, id: &str) -> String {
    number(id).map_or_else(|| list.to_owned(), |id| format!("{list}/{id}"))
}

/// The same for names of letters, digits and dashes.
fn with_word(list: &str, word: &str) -> String {
    if is_word(word) { format!("{list}/{word}") } else { list.to_owned() }
}

fn is_word(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !text.is_empty() && text.chars().all(plain)
}

/// The ticket that people quote so, for whoever is logged in; the list for what is no number.
pub(super) fn numbered_ticket(tid: &str) -> String {
    match is_word(tid) {
        true => format!("/tickets/number/{tid}"),
        false => "/tickets".to_owned(),
    }
}

fn below(path: &str, last: &str) -> String {
    if path.ends_with(|c: char| c.is_ascii_digit()) {
        format!("{path}/{last}")
    } else {
        path.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Old, place};

    #[test]
    fn old_addresses_lead_to_pages() {
        for (page, query, expected) in [
            ("clientarea", "", Some("/clientarea")),
            ("clientarea", "action=productdetails&id=5", Some("/services/5")),
            ("clientarea", "action=cancel&id=5", Some("/services/5/cancel")),
            ("clientarea", "action=cancel", Some("/services")),
            ("clientarea", "action=invoices", Some("/billing/invoices")),
            ("creditcard", "invoiceid=12", Some("/billing/invoices/12")),
            ("creditcard", "", Some("/billing/payment-methods")),
            ("viewemail", "id=7", Some("/account/emails/7")),
            ("viewinvoice", "id=12", Some("/billing/invoices/12")),
            ("viewinvoice", "id=//evil.example", Some("/billing/invoices")),
            ("viewticket", "tid=ABC-123&c=x7", Some("/contact/ticket?tid=ABC-123&c=x7")),
            ("viewticket", "tid=ABC-123&c=/x", Some("/tickets/number/ABC-123")),
            ("viewticket", "tid=ABC-123", Some("/tickets/number/ABC-123")),
            ("viewticket", "tid=/evil", Some("/tickets")),
            ("submitticket", "", Some("/tickets/new")),
            ("cart", "a=add&pid=3", Some("/order/3")),
            (
                "cart",
                "a=add&pid=3&billingcycle=annually&promocode=A%26B",
                Some("/order/3?cycle=annually&promo=A%26B"),
            ),
            ("cart", "gid=2", Some("/store/2")),
            ("cart", "a=add&domain=register&query=a%26b", Some("/domains/search?query=a%26b")),
            ("cart", "a=view", Some("/cart")),
            ("index", "rp=/store/web-hosting", Some("/store/web-hosting")),
            ("index", "rp=/announcements/4", Some("/announcements/4")),
            ("index", "rp=/announcements/4/Title.html", Some("/announcements/4")),
            ("index", "rp=/user/security", Some("/account/security")),
            ("index", "rp=/account/paymentmethods", Some("/billing/payment-methods")),
            ("upgrade", "type=package&id=5", Some("/services/5/upgrade")),
            ("knowledgebase", "", Some("/kb")),
            ("knowledgebase", "action=displayarticle&id=7", Some("/kb/7")),
            ("knowledgebase", "action=displaycat&catid=3", Some("/kb/category/3")),
            ("index", "rp=/knowledgebase/7/Log-in-by-SSH.html", Some("/kb/7")),
            ("index", "rp=/knowledgebase/3/Servers", Some("/kb/category/3")),
            ("index", "rp=/knowledgebase/tag/ssh", Some("/kb")),
            ("dl", "type=d&id=5", Some("/downloads/5/file")),
            ("dl", "type=i&id=5", Some("/billing/invoices/5")),
            ("networkissues", "view=open", Some("/network-status")),
            ("admin", "", None),
        ] {
            let old: Old = serde_urlencoded::from_str(query).unwrap();
            assert_eq!(place(page, &old).as_deref(), expected, "{page}?{query}");
        }
    }
}
