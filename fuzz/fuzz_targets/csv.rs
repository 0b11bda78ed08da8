//! Any bytes as a bank statement (CSV, MT940 or CAMT.053): reading never panics or breaks; nothing
//! is kept, for it is only tried.

#![no_main]

use std::sync::LazyLock;

use actions::testing::{TestActions, each};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use engine::Fault;
use libfuzzer_sys::fuzz_target;
use protocol::ImportBankStatement;
use tokio::runtime::Runtime;

static HOUSE: LazyLock<(Runtime, TestActions)> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let house = runtime.block_on(each()).expect("a database").remove(0);
    (runtime, house)
});

fuzz_target!(|bytes: &[u8]| {
    let (runtime, house) = &*HOUSE;
    for format in ["csv", "mt940", "camt.053"] {
        let call = ImportBankStatement {
            data: BASE64.encode(bytes),
            format: Some(format.to_owned()),
            ..ImportBankStatement::default()
        };
        if let Err(Fault::Broken(error)) = runtime.block_on(house.call(call)) {
            panic!("{format}: {error}");
        }
    }
});
