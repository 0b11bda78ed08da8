//! Clients, users, contacts and who may do what.

mod clients;
mod contacts;
mod ending;
mod links;
mod logins;
mod permissions;
mod records;
mod security_questions;
mod stage;
mod updates;
