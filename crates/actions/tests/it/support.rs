//! Tickets, departments and what the house publishes, over both databases.

mod announcements;
mod attachments;
mod downloads;
mod edit;
mod feedback;
mod fields;
pub(crate) mod house;
mod inbound;
mod knowledge;
mod lists;
mod mails;
mod merge;
mod network_issues;
mod open;
mod predefined;
mod readers;
mod split;
mod storage;
