//! Fraud checks.

mod fraudrecord;
mod minfraud;
mod rules;

pub use fraudrecord::FraudRecord;
pub use minfraud::MinFraud;
pub use rules::Rules;
