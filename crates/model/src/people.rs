//! Clients, their users, and what protects an account.

pub mod client;
pub mod email;
pub mod password;
pub mod permission;
