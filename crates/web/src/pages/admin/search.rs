//! One search over everything, by the action for it; before a WHMCS that has none, by its lists.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use protocol::{
    GetClients, GetClientsDomains, GetClientsProducts, GetInvoice, GetOrders, GetTicket,
    GetTickets, Search, SearchResult,
};
use serde::Serialize;
use serde_json::json;

use super::desk::Desk;
use crate::whmcs::CallError;

/// What is shown of each kind.
const MOST: Option<u64> = Some(8);

/// The kinds of what is found: word, label, icon, and the list that can be searched as well.
const KINDS: [(&str, &str, &str, &str); 8] = [
    ("client", "Clients", "users", "clients"),
    ("contact", "Contacts", "user", ""),
    ("service", "Services", "package", ""),
    ("domain", "Domains", "globe", ""),
    ("invoice", "Invoices", "receipt-text", ""),
    ("order", "Orders", "shopping-bag", ""),
    ("ticket", "Tickets", "life-buoy", "tickets"),
    ("transaction", "Transactions", "banknote", ""),
];

#[derive(Serialize)]
struct Group {
    label: &'static str,
    icon: &'static str,
    /// The whole list, with the same search.
    more: String,
    hits: Vec<Hit>,
}

#[derive(Serialize)]
struct Hit {
    href: String,
    text: String,
    small: String,
    state: String,
    /// Found in spite of a typing mistake.
    near: bool,
}

fn hit(href: String, text: impl ToString, small: impl ToString, state: impl ToString) -> Hit {
    let (text, small, state) = (text.to_string(), small.to_string(), state.to_string());
    Hit { href, text, small, state, near: false }
}

/// `GET /admin/search`: a page, or with `as=json` what the palette shows while somebody types.
pub(crate) async fn show(desk: Desk) -> Response {
    let query = desk.query();
    let q = query.text("q").trim().to_owned();
    let groups = if q.is_empty() { Vec::new() } else { groups(&desk, &q).await };
    if query.text("as") == "json" {
        return Json(json!({ "q": q, "groups": groups })).into_response();
    }
    let view = json!({ "q": q, "groups": groups });
    desk.page(StatusCode::OK, "admin/search.html", "Search", view).await
}

async fn groups(desk: &Desk, q: &str) -> Vec<Group> {
    let found = if desk.may("Search") { by_action(desk, q).await } else { None };
    match found {
        Some(groups) => groups,
        None => Box::pin(by_lists(desk, q)).await,
    }
}

/// What the action finds; nothing for a text that it does not look up, none where it is not
/// offered.
async fn by_action(desk: &Desk, q: &str) -> Option<Vec<Group>> {
    let call = Search { text: q.to_owned(), kinds: None, limitnum: MOST };
    let mut found = match desk.ask(call).await {
        Ok(found) => found.results.0.result.0,
        Err(CallError::Refused(_)) => Vec::new(),
        Err(error) => {
            if !matches!(error, CallError::NotOffered(_)) {
                tracing::warn!(%error, "the search goes by lists");
            }
            return None;
        }
    };
    let encoded: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let groups = KINDS.into_iter().filter_map(|(kind, label, icon, list)| {
        let hits: Vec<Hit> = found.extract_if(.., |row| *row.kind == *kind).map(of).collect();
        let more =
            if list.is_empty() { String::new() } else { format!("/admin/{list}?q={encoded}") };
        (!hits.is_empty()).then_some(Group { label, icon, more, hits })
    });
    Some(groups.collect())
}

/// Something that was found, and where it is.
fn of(row: SearchResult) -> Hit {
    let (id, client) = (row.id.0, row.clientid.0);
    let numbered = |word: &str, text: &str| {
        if text.is_empty() { format!("{word} #{id}") } else { format!("{word} {text}") }
    };
    let (href, text) = match &*row.kind {
        "client" => (format!("/admin/clients/{id}"), row.title.to_string()),
        "contact" => (format!("/admin/clients/{client}?tab=contacts"), row.title.to_string()),
        "service" => (format!("/admin/services/{id}"), row.title.to_string()),
        "domain" => (format!("/admin/domains/{id}"), row.title.to_string()),
        "invoice" => (format!("/admin/invoices/{id}"), numbered("Invoice", &row.title)),
        "order" => (format!("/admin/orders/{id}"), numbered("Order", &row.title)),
        "ticket" => (format!("/admin/tickets/{id}"), row.subtitle.to_string()),
        _ => (format!("/admin/clients/{client}?tab=transactions"), row.title.to_string()),
    };
    let text = if text.trim().is_empty() { format!("#{id}") } else { text };
    let small = if row.kind == "ticket" { row.title } else { row.subtitle };
    Hit { near: row.near.0, ..hit(href, text, small, row.status) }
}

/// The same by the lists that every WHMCS has, which forgive no mistakes.
async fn by_lists(desk: &Desk, q: &str) -> Vec<Group> {
    let (clients, numbered, services, domains, tickets) = tokio::join!(
        clients(desk, q),
        numbered(desk, q),
        services(desk, q),
        domains(desk, q),
        tickets(desk, q),
    );
    let encoded: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let group = |label, icon, list: &str, hits| {
        let more =
            if list.is_empty() { String::new() } else { format!("/admin/{list}?q={encoded}") };
        Group { label, icon, more, hits }
    };
    let groups = [
        group("By number", "search", "", numbered),
        group("Clients", "users", "clients", clients),
        group("Services", "package", "services", services),
        group("Domains", "globe", "domains", domains),
        group("Tickets", "life-buoy", "tickets", tickets),
    ];
    groups.into_iter().filter(|group| !group.hits.is_empty()).collect()
}

async fn clients(desk: &Desk, q: &str) -> Vec<Hit> {
    let call = GetClients { search: Some(q.to_owned()), limitnum: MOST, ..GetClients::default() };
    let found = desk.maybe(call).await.map(|found| found.clients.0.client.0).unwrap_or_default();
    let hits = found.into_iter().map(|row| {
        let name = format!("{} {}", row.firstname, row.lastname);
        let small = format!("{} {}", row.companyname, row.email);
        hit(format!("/admin/clients/{}", row.id.0), name, small.trim(), row.status)
    });
    hits.collect()
}

/// What has this number: an order, an invoice, a ticket, a client.
async fn numbered(desk: &Desk, q: &str) -> Vec<Hit> {
    let number = q.trim_start_matches('#');
    let mut hits = Vec::new();
    let ticket = GetTicket { ticketnum: Some(number.to_owned()), ..GetTicket::default() };
    if desk.may("GetTicket")
        && let Ok(found) = desk.ask(ticket).await
    {
        let href = format!("/admin/tickets/{}", found.id.0);
        hits.push(hit(href, format!("Ticket #{}", found.tid), found.subject, found.status));
    }
    let Ok(id) = number.parse::<u64>() else { return hits };
    let order = GetOrders { id: Some(id), anynumber: true.into(), ..GetOrders::default() };
    if let Some(found) = desk.maybe(order).await
        && let Some(row) = found.orders.0.order.0.into_iter().next()
    {
        let href = format!("/admin/orders/{}", row.id.0);
        hits.push(hit(href, format!("Order #{}", row.id.0), row.name, row.status));
    }
    if desk.may("GetInvoice")
        && let Ok(found) = desk.ask(GetInvoice { invoiceid: id }).await
    {
        let small = format!("{} due {}", found.total, found.duedate);
        hits.push(hit(
            format!("/admin/invoices/{id}"),
            format!("Invoice #{id}"),
            small,
            found.status,
        ));
    }
    let client = protocol::GetClientsDetails { clientid: Some(id), ..Default::default() };
    if desk.may("GetClientsDetails")
        && let Ok(found) = desk.ask(client).await
    {
        let row = found.into_client();
        let name = format!("{} {}", row.firstname, row.lastname);
        hits.push(hit(format!("/admin/clients/{id}"), format!("Client #{id}"), name, row.status));
    }
    hits
}

async fn services(desk: &Desk, q: &str) -> Vec<Hit> {
    let call = GetClientsProducts {
        domain: Some(q.to_owned()),
        beginning: true.into(),
        limitnum: MOST,
        ..GetClientsProducts::default()
    };
    let found = desk.maybe(call).await.map(|found| found.products.0.product.0).unwrap_or_default();
    let hits = found
        .into_iter()
        .map(|row| hit(format!("/admin/services/{}", row.id.0), row.name, row.domain, row.status));
    hits.collect()
}

async fn domains(desk: &Desk, q: &str) -> Vec<Hit> {
    let call = GetClientsDomains {
        domain: Some(q.to_owned()),
        beginning: true.into(),
        limitnum: MOST,
        ..GetClientsDomains::default()
    };
    let found = desk.maybe(call).await.map(|found| found.domains.0.domain.0).unwrap_or_default();
    let hits = found.into_iter().map(|row| {
        hit(format!("/admin/domains/{}", row.id.0), row.domainname, row.registrar, row.status)
    });
    hits.collect()
}

async fn tickets(desk: &Desk, q: &str) -> Vec<Hit> {
    let call = GetTickets { subject: Some(q.to_owned()), limitnum: MOST, ..GetTickets::default() };
    let found = desk.maybe(call).await.map(|found| found.tickets.0.ticket.0).unwrap_or_default();
    let hits = found.into_iter().map(|row| {
        let href = format!("/admin/tickets/{}", row.id.0);
        hit(href, row.subject, format!("#{} {}", row.tid, row.name), row.status)
    });
    hits.collect()
}
