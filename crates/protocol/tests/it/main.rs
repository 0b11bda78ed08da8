//! The protocol as other crates see it.

mod examples;
