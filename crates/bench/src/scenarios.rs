//! What is asked for: prepared requests over the seeded clients.

use std::sync::Arc;

use crate::load::Requests;

/// One kind of request.
pub(crate) struct Scenario {
    /// Shown in the table.
    pub(crate) name: &'static str,
    /// Its requests.
    pub(crate) requests: Requests,
}

/// The API credential of the demo company, valid from loopback only.
const LOGIN: &str = "identifier=demo&secret=demo-secret&responsetype=json";

/// Spreads request numbers over the clients without order, the same way in every run.
fn spread(number: u64, clients: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % clients + 1
}

fn rpc(parameters: &str) -> Vec<u8> {
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
    };
    vec![
        of("GetInvoices of a client", |id| format!("action=GetInvoices&userid={id}")),
        of("GetInvoice", |id| format!("action=GetInvoice&invoiceid={}", 1_000_000 + id * 20 + 7)),
        of("GetClientsDetails", |id| format!("action=GetClientsDetails&clientid={id}")),
        of("GetClientsProducts", |id| format!("action=GetClientsProducts&clientid={id}")),
    ]
}
