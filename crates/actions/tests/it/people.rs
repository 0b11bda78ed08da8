//! Clients, users, contacts and who may do what.

mod clients;
mod contacts;
mod ending;
mod logins;
mod permissions;
mod stage;
mod updates;
