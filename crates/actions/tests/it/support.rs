//! Tickets, departments and announcements over both databases.

mod announcements;
mod attachments;
mod edit;
pub(crate) mod house;
mod lists;
mod mails;
mod merge;
mod open;
