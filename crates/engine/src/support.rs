//! Tickets: who may see them, who writes, and what a message does to its ticket.

pub mod access;
pub mod authors;
pub mod edit;
pub mod files;
mod mails;
pub mod messages;
pub mod open;
pub mod remove;
pub mod time;
