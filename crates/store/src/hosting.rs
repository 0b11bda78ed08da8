//! Services, their modules and servers.

pub mod addons;
pub mod service_options;
pub mod services;
