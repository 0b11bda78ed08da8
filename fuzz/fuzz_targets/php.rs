//! Any bytes as PHP data: reading never panics, and what was read is written as it was.

#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::wire::Php;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = Php::parse(bytes) else { return };
    let written = value.serialize();
    assert_eq!(Php::parse(written.as_bytes()).as_ref(), Ok(&value));
    let _ = value.into_node();
});
