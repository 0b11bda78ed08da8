//! Projects, tasks and timers.

pub mod messages;
pub mod plans;
pub mod tasks;
pub mod timers;
