//! The Hostler binary.
fn main() {}
