//! The automation: schedule, overlap, brake, dry runs (B35–B37).

mod brake;
mod due;
pub(crate) mod proofs;
mod schedule;
