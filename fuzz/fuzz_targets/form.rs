//! Any bytes as a form: reading never panics, and what was read is written the same twice.

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
    let again = A::decode(&mut again).expect("what was written is read");
    let mut twice = Pairs::new();
    again.encode(&mut twice);
    assert_eq!(twice, pairs, "{}", A::NAME);
}
