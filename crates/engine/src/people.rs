//! Clients, users, contacts and who may do what.

pub mod attempts;
pub mod clients;
pub mod contacts;
pub mod credentials;
pub mod custom_fields;
pub mod mail_kinds;
mod memory;
pub mod passwords;
pub mod permissions;
pub mod person;
pub mod sign_in;
pub mod staff;
pub mod users;

pub(crate) use memory::Memory;
