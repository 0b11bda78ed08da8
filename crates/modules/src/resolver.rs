//! Resolvers.

mod dns;
mod none;

pub use dns::DnsResolver;
pub use none::NoResolver;
