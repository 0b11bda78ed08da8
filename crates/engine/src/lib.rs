//! What the system does: every write goes through an [`Act`], every rule asks the model.

mod act;
mod caller;
mod engine;
mod fault;
mod permission;
pub mod system;

pub use act::{Act, Begun, Job};
pub use caller::{Actor, Caller, Door, IdempotencyKey};
pub use engine::{Cx, Engine};
pub use fault::{
    Fault, Meaning, Refusal, Result, conflict, invalid, limit, not_allowed, not_found, not_now,
};
pub use permission::Allowed;
