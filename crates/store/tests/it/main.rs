//! What the two databases must agree on.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod bulk;
mod connections;
mod ids;
mod jobs;
mod journal;
mod kept_counts;
mod people;
mod sorted;
mod transaction_days;
