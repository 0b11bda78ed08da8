//! Fraud checks.

mod minfraud;
mod rules;

pub use minfraud::MinFraud;
pub use rules::Rules;
