//! Clients, users, contacts and who may do what.

pub mod api_credentials;
pub mod client_groups;
pub mod clients;
pub mod contacts;
pub mod custom_fields;
pub mod erasure;
pub mod roles;
pub mod staff;
pub mod stats;
pub mod user_clients;
pub mod users;
pub mod words;
