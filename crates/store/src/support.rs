//! Tickets, departments, and what the house publishes: news, articles, files, network issues.

pub mod announcements;
pub mod attachments;
pub mod departments;
pub mod downloads;
pub mod escalations;
pub mod feedback;
pub mod files;
pub mod inbound_mails;
pub mod knowledge;
pub mod network_issues;
pub mod notes;
pub mod predefined;
pub mod replies;
pub mod spam_filters;
pub mod statuses;
pub mod tags;
pub mod ticket_lists;
pub mod ticket_readers;
pub mod tickets;
