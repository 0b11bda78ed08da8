//! The rules of billing and hosting as pure code: no IO, async, serde, clock or randomness.
#![forbid(clippy::float_arithmetic)]
#![deny(clippy::as_conversions)]

pub mod dates;
pub mod ids;
pub mod money;
pub mod word;
