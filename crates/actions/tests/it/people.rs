//! Clients, users, contacts and who may do what.

mod client_fields;
mod clients;
mod contacts;
mod ending;
mod export;
mod files;
mod links;
mod logins;
mod merging;
mod new_address;
mod open_sessions;
mod own_admin;
mod permissions;
mod providers;
mod records;
mod security_mails;
mod security_questions;
mod staff_factor;
pub(crate) mod stage;
mod traces;
mod tracked_links;
mod updates;
