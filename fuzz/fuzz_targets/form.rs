//! Any bytes as a form: reading never panics, and what was read is written and read the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::{Action, AddOrder, AddProduct, CreateInvoice, Form, OpenTicket, Pairs};

fuzz_target!(|bytes: &[u8]| {
    let Ok(form) = Form::parse(bytes) else { return };
    check::<AddOrder>(form.clone());
    check::<AddProduct>(form.clone());
    check::<CreateInvoice>(form.clone());
    check::<OpenTicket>(form);
});

fn check<A: Action>(mut form: Form) {
    let Ok(call) = A::decode(&mut form) else { return };
    let mut pairs = Pairs::new();
    call.encode(&mut pairs);
    let mut again = Form::parse(pairs.to_urlencoded().as_bytes()).expect("our own form is read");
    assert_eq!(A::decode(&mut again).as_ref(), Ok(&call), "{}", A::NAME);
}
