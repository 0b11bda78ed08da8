//! Domain names and TLDs.
