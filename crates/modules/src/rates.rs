//! Feeds of exchange rates.

mod ecb;
mod none;

pub use ecb::EcbRates;
pub use none::NoRates;
