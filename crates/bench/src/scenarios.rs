//! What is asked for: prepared requests over the seeded clients.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::load::{self, Follow, Requests};
use crate::tickets;

/// One kind of request.
pub(crate) struct Scenario {
    /// Shown in the table.
    pub(crate) name: &'static str,
    /// Its requests.
    pub(crate) requests: Requests,
    /// What follows each of them.
    pub(crate) follow: Option<Follow>,
}

/// The API credential of the demo company, valid from loopback only.
const LOGIN: &str = "identifier=demo&secret=demo-secret&responsetype=json";

/// Spreads request numbers over the clients without order, the same way in every run.
fn spread(number: u64, clients: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % clients + 1
}

/// A request of the demo's credential.
pub(crate) fn rpc(parameters: &str) -> Vec<u8> {
    let body = format!("{LOGIN}&{parameters}");
    format!(
        "POST /includes/api.php HTTP/1.1\r\nhost: bench\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// The read scenarios; ids run over clients 1000 and up, which the seeding made.
pub(crate) fn reads(clients: u64) -> Vec<Scenario> {
    let of = move |name, make: fn(u64) -> String| Scenario {
        name,
        requests: Arc::new(move |number| rpc(&make(1000 + spread(number, clients - 1000)))),
        follow: None,
    };
    vec![
        of("GetInvoices of a client", |id| format!("action=GetInvoices&userid={id}")),
        of("GetInvoice", |id| format!("action=GetInvoice&invoiceid={}", 1_000_000 + id * 20 + 7)),
        of("GetClientsDetails", |id| format!("action=GetClientsDetails&clientid={id}")),
        of("GetClientsProducts", |id| format!("action=GetClientsProducts&clientid={id}")),
    ]
}

/// The lists of the office, the long pages, and the figures: over everything there is.
pub(crate) fn lists(clients: u64) -> Vec<Scenario> {
    let of = |name, make: fn(u64, u64) -> String| Scenario {
        name,
        requests: Arc::new(move |number| rpc(&make(spread(number, clients - 1000), clients))),
        follow: None,
    };
    vec![
        of("GetTickets, any page", |at, _| format!("action=GetTickets&limitstart={at}")),
        of("GetTicket, 100 replies", |at, _| {
            format!("action=GetTicket&ticketid={}", tickets::long(at + 200))
        }),
        of("GetStats", |_, _| "action=GetStats".to_owned()),
        // Three services a client: deep into them, and at their beginning to compare.
        of("GetClientsProducts, deep", |at, clients| {
            format!("action=GetClientsProducts&limitstart={}&limitnum=25", 3 * clients - at - 25)
        }),
        of("GetClientsProducts, first", |_, _| {
            "action=GetClientsProducts&limitstart=0&limitnum=25".to_owned()
        }),
        // Twenty invoices a client.
        of("GetInvoices, any page", |at, _| format!("action=GetInvoices&limitstart={}", 20 * at)),
    ]
}

/// Begins a session at an address of `/api/v1/auth/` and gives its access token.
pub(crate) async fn log_in(
    address: SocketAddr,
    door: &str,
    email: &str,
    password: &str,
) -> Result<String> {
    let body = format!("{{\"email\":\"{email}\",\"password\":\"{password}\"}}");
    let request = format!(
        "POST /api/v1/auth/{door} HTTP/1.1\r\nhost: {address}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = load::once(address, request.as_bytes()).await.context("log-in")?;
    field(&answer, "access_token\":\"").context("no token")
}

/// Clients that log in for the REST scenario: each costs a slow hash.
const SESSIONS: u64 = 4;

/// The invoice list of a logged-in client through REST.
pub(crate) async fn rest_list(address: SocketAddr, password: &str) -> Result<Scenario> {
    let mut tokens = Vec::new();
    for client in 0..SESSIONS {
        let email = format!("c{}@bench.test", 2000 + client);
        tokens.push(log_in(address, "login", &email, password).await?);
    }
    let requests: Requests = Arc::new(move |number| {
        let at = usize::try_from(number % SESSIONS).unwrap_or_default();
        let token = tokens.get(at).map(String::as_str).unwrap_or_default();
        format!(
            "GET /api/v1/invoices HTTP/1.1\r\nhost: bench\r\n\
             authorization: Bearer {token}\r\n\r\n"
        )
        .into_bytes()
    });
    Ok(Scenario { name: "REST invoice list", requests, follow: None })
}

/// An order and its payment by sandbox card: two requests a unit.
pub(crate) fn order_to_paid(clients: u64) -> Scenario {
    let requests: Requests = Arc::new(move |number| {
        let client = 1000 + spread(number, clients - 1000);
        rpc(&format!(
            "action=AddOrder&clientid={client}&pid=1&billingcycle=monthly\
             &paymentmethod=sandboxcard&noemail=1&noinvoiceemail=1"
        ))
    });
    let follow: Follow = Arc::new(|answer| {
        let invoice = field(answer, "invoiceid\":")?;
        Some(rpc(&format!(
            "action=PayInvoice&invoiceid={invoice}&paymentmethod=sandboxcard\
             &cardnumber=4242424242424242&cardexpiry=1230&cardcvv=123"
        )))
    });
    Scenario { name: "order to paid (2 requests)", requests, follow: Some(follow) }
}

/// The letters and digits behind a key of a JSON answer.
fn field(answer: &[u8], key: &str) -> Option<String> {
    let text = std::str::from_utf8(answer).ok()?;
    let (_, rest) = text.split_once(key)?;
    let end = rest.find(['"', ',', '}']).unwrap_or(rest.len());
    rest.get(..end).map(str::to_owned)
}
