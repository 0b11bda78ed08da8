//! Fraud checks.

mod rules;

pub use rules::Rules;
