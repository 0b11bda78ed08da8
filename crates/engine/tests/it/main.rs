//! What the system does, over both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod billing;
mod house;
