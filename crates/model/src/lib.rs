//! The rules of billing and hosting as pure code: no IO, async, serde, clock or randomness.
#![forbid(clippy::float_arithmetic)]
#![deny(clippy::as_conversions)]

pub mod billing;
pub mod catalogue;
pub mod dates;
pub mod domains;
pub mod explanation;
pub mod hex;
pub mod hosting;
pub mod ids;
pub mod money;
pub mod moves;
pub mod opaque;
pub mod ordering;
pub mod people;
pub mod support;
pub mod system;
pub mod word;
