//! What the system does: every write goes through an [`Act`], every rule asks the model.

mod act;
pub mod automation;
pub mod billing;
mod caller;
pub mod catalogue;
pub mod domains;
mod engine;
mod fault;
pub mod hosting;
pub mod jobs;
pub mod ordering;
pub mod people;
mod permission;
pub mod projects;
mod recent;
pub mod support;
pub mod system;
#[cfg(feature = "testing")]
pub mod testing;

pub use act::{Act, Begun, Job, not_permitted};
pub use caller::{Actor, Caller, Door, IdempotencyKey};
pub use engine::{Cx, Engine};
pub use fault::{
    Fault, Meaning, Refusal, Result, Trouble, by_registrar, conflict, invalid, limit, not_allowed,
    not_found, not_now, too_much,
};
pub use permission::Allowed;
