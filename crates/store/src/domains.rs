//! Domain names and TLDs.

pub mod names;
pub mod tlds;
