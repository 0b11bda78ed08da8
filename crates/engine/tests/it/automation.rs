//! The automation: schedule, overlap, brake, dry runs (B35–B37), and its smaller tasks.

mod ahead;
mod brake;
mod company;
mod crashes;
mod due;
mod earnings;
mod helpdesk;
mod keeping;
pub(crate) mod proofs;
mod schedule;
mod told;
mod vat;
