//! Services, their modules and servers.

pub mod addons;
pub mod services;
