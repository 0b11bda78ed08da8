//! Telling programs of others what happens.

mod http;

pub use http::HttpHooks;
