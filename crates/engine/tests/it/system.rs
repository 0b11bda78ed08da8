//! What the engine stands on.

mod audit_chain;
mod jobs;
