//! Resolvers.

mod none;

pub use none::NoResolver;
