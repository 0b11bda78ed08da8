//! Services, their modules and servers.

pub mod addons;
pub mod calls;
pub mod cancellations;
pub mod carried;
pub mod debtors;
pub mod details;
pub mod queue;
pub mod readings;
pub mod servers;
pub mod service_edits;
pub mod service_lists;
pub mod service_options;
pub mod services;
pub mod upgrades;
pub mod usage;
pub mod usage_days;
