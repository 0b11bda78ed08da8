//! Checks of VAT numbers.

mod vies;

pub use vies::Vies;
