//! Feeds of exchange rates.

mod none;

pub use none::NoRates;
