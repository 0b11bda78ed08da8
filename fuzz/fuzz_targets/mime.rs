//! Any bytes as a mail to the ticket desk: taking it in never panics or fails; nothing is kept.

#![no_main]

use std::sync::LazyLock;

use engine::support::inbound::{Arrived, receive};
use engine::testing::{TestEngine, one};
use libfuzzer_sys::fuzz_target;
use tokio::runtime::Runtime;

static DESK: LazyLock<(Runtime, TestEngine)> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let desk = runtime.block_on(one()).expect("a database");
    (runtime, desk)
});

fuzz_target!(|bytes: &[u8]| {
    let (runtime, desk) = &*DESK;
    runtime.block_on(async {
        let mut act = desk.act().await.expect("an act");
        let raw = bytes.to_vec();
        let mail = Arrived { raw, recipient: None, department: None, is_too_large: false };
        receive(&mut act, mail).await.expect("whatever it is, it ends in the log");
    });
});
