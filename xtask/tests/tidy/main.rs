//! The house rules a machine can check (STYLE.md says why each exists). Fast: reads text only.
#![expect(clippy::unwrap_used, reason = "a broken repository may fail a test loudly")]

mod arrows;
mod calls;
mod documents;
mod lexer;
mod routes;
mod rust;
mod sql;
mod tree;

/// Fails with every finding at once, so that one run shows all there is to do.
fn check(findings: &[String], remedy: &str) {
    assert!(findings.is_empty(), "\n{}\n\n{remedy}\n", findings.join("\n"));
}
