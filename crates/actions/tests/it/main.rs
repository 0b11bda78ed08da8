//! Every action, over both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![expect(clippy::panic, reason = "a test that cannot go on should say where")]

mod billing;
mod catalogue;
mod coverage;
mod documents;
mod domains;
mod edits;
mod hosting;
mod limits;
mod ordering;
mod people;
mod prices;
mod projects;
mod scenery;
mod support;
mod system;
mod wire;
