//! Fraud checks.

mod fraudrecord;
mod minfraud;
mod places;
mod rules;

pub use fraudrecord::FraudRecord;
pub use minfraud::MinFraud;
pub use rules::Rules;
