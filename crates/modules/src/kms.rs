//! Services that keep keys which never leave them.

mod aws;

pub use aws::{Account, AwsKms};
