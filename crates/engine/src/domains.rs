//! Domain names and TLDs.

pub mod lifecycle;
