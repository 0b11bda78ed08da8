//! Stories of the engine, over both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![expect(clippy::panic, reason = "a test that cannot go on should say where")]

mod automation;
mod billing;
mod domains;
mod hosting;
mod house;
mod ordering;
mod people;
mod scenarios;
mod scenery;
mod system;
