//! Clients, their users, and what protects an account.

pub mod address;
pub mod answer;
pub mod client;
pub mod country;
pub mod device;
pub mod email;
pub mod name;
pub mod password;
pub mod permission;
pub mod session;
pub mod username;

pub use name::full_name;
