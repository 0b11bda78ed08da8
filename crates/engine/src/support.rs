//! Tickets: who may see them, who writes, and what a message does to its ticket. And what the house
//! publishes: who may read which article.

pub mod access;
pub mod authors;
pub mod downloads;
pub mod edit;
pub mod feedback;
pub mod files;
pub mod inbound;
pub mod knowledge;
pub mod mailboxes;
mod mails;
pub mod messages;
pub mod open;
pub mod readers;
pub mod remove;
pub mod shelves;
pub mod split;
pub mod time;
