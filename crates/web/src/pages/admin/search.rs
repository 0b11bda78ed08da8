//! One search over everything: clients, orders, invoices, services, domains, tickets.

use axum::http::StatusCode;
use axum::response::Response;
use protocol::{
    GetClients, GetClientsDomains, GetClientsProducts, GetInvoice, GetOrders, GetTicket, GetTickets,
};
use serde::Serialize;
use serde_json::json;

use super::desk::Desk;
use super::form::Posted;

/// What is shown of each kind.
const MOST: Option<u64> = Some(8);

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
}

fn hit(href: String, text: impl ToString, small: impl ToString, state: impl ToString) -> Hit {
    Hit { href, text: text.to_string(), small: small.to_string(), state: state.to_string() }
}

/// `GET /admin/search`
pub(crate) async fn show(desk: Desk) -> Response {
    let query = Posted::read(desk.uri().query().unwrap_or_default().as_bytes());
    let q = query.text("q").trim().to_owned();
    let (clients, numbered, services, domains, tickets) = if q.is_empty() {
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new())
    } else {
        tokio::join!(
            clients(&desk, &q),
            numbered(&desk, &q),
            services(&desk, &q),
            domains(&desk, &q),
            tickets(&desk, &q),
        )
    };
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
    let groups: Vec<_> = groups.into_iter().filter(|group| !group.hits.is_empty()).collect();
    let view = json!({ "q": q, "groups": groups });
    desk.page(StatusCode::OK, "admin/search.html", "Search", view).await
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
    let order = GetOrders { id: Some(id), ..GetOrders::default() };
    if let Some(found) = desk.maybe(order).await
        && let Some(row) = found.orders.0.order.0.into_iter().next()
    {
        let href = format!("/admin/orders/{id}");
        hits.push(hit(href, format!("Order #{id}"), row.name, row.status));
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
