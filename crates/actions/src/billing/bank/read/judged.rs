//! Statements that other people's programs wrote, and ours, read by them and by us.

use std::path::Path;
use std::process::Command;

use protocol::ImportBankStatement;
use serde::Deserialize;

use super::{StatementLine, read};

/// A statement, with what somebody else says that is in it.
#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    lines: Vec<Line>,
}

/// A line; its texts stand somewhere in ours, however the lines of the file break.
#[derive(Debug, Deserialize)]
struct Line {
    day: String,
    amount: String,
    currency: String,
    texts: Vec<String>,
}

/// What `tests/peers/statements.py` says, with the interpreter that `cargo xtask test` prepares.
fn cases() -> Vec<Case> {
    let set = |name: &str| {
        std::env::var_os(name).unwrap_or_else(|| {
            panic!("{name} is not set; `cargo xtask test` installs the peers and sets it")
        })
    };
    let crate_root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = crate_root.join("src/billing/bank/read/fixtures");
    let names = ["camt.053.001.02.xml", "camt.053.001.08.xml", "german.mt940", "dutch.mt940"];
    let said = Command::new(set("HOSTLER_E2E_PYTHON"))
        .arg("-B")
        .arg(crate_root.join("tests/peers/statements.py"))
        .arg(set("HOSTLER_E2E_NODE_MODULES"))
        .args(names.map(|name| fixtures.join(name)))
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    serde_json::from_slice(&said.stdout).unwrap()
}

#[test]
fn statements_are_read_as_others_read_and_write_them() {
    let cases = cases();
    assert_eq!(cases.len(), 12, "samples, files of ours, and files that were written");
    for Case { name, text, lines } in cases {
        let call = ImportBankStatement::default();
        let ours = read(text.as_bytes(), &call).unwrap_or_else(|why| panic!("{name}: {why:?}"));
        assert_eq!(ours.len(), lines.len(), "{name}: {ours:#?}");
        for (ours, theirs) in ours.iter().zip(&lines) {
            compare(&name, ours, theirs);
        }
    }
}

fn compare(name: &str, ours: &StatementLine, theirs: &Line) {
    let StatementLine { booked_on, amount, payer, payer_account, reference, bank_id, .. } = ours;
    let head = [booked_on.to_string(), amount.to_string(), amount.currency.code().to_owned()];
    let wanted = [&theirs.day, &theirs.amount, &theirs.currency];
    assert_eq!(head.each_ref(), wanted, "{name}: {ours:?}");
    let joined = |text: &str| text.split_whitespace().collect::<String>();
    let all = [payer_account, payer, bank_id, reference].map(|text| joined(text)).join("");
    for text in &theirs.texts {
        assert!(all.contains(&joined(text)), "{name}: {text:?} is not in {ours:?}");
    }
}
