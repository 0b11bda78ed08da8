//! Tickets, departments and announcements over both databases.

mod announcements;
mod attachments;
mod edit;
mod house;
mod lists;
mod merge;
mod open;
