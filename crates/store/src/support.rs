//! Tickets, departments and announcements.

pub mod announcements;
pub mod attachments;
pub mod departments;
pub mod escalations;
pub mod notes;
pub mod predefined;
pub mod replies;
pub mod senders;
pub mod statuses;
pub mod ticket_lists;
pub mod tickets;
