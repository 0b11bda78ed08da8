//! Any bytes as the answer of a WHMCS: reading never panics.

#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::answer::parse;
use protocol::{
    GetClientsDetailsResponse, GetClientsProductsResponse, GetInvoiceResponse, GetTicketResponse,
};

fuzz_target!(|bytes: &[u8]| {
    let _ = parse::<GetClientsDetailsResponse>(bytes);
    let _ = parse::<GetClientsProductsResponse>(bytes);
    let _ = parse::<GetInvoiceResponse>(bytes);
    let _ = parse::<GetTicketResponse>(bytes);
});
