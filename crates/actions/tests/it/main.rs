//! Every action, over both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![expect(clippy::panic, reason = "a test that cannot go on should say where")]

mod billing;
mod catalogue;
mod coverage;
mod documents;
mod domains;
mod ordering;
mod people;
mod support;
mod wire;
