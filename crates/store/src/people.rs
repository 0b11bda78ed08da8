//! Clients, users, contacts and who may do what.

pub mod affiliates;
pub mod api_credentials;
pub mod banned_emails;
pub mod client_currencies;
pub mod client_groups;
pub mod client_notes;
pub mod client_status;
pub mod clients;
pub mod contacts;
pub mod custom_fields;
pub mod emails;
pub mod erasure;
pub mod invites;
pub mod login_failures;
pub mod merging;
pub mod roles;
pub mod security_questions;
pub mod staff;
pub mod stats;
pub mod tokens;
pub mod tracked_links;
pub mod two_factor;
pub mod user_clients;
pub mod users;
pub mod words;
