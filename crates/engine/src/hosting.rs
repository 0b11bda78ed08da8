//! Services, their modules and servers.

pub mod addon_services;
pub mod lifecycle;
pub mod metrics;
mod place;
pub mod placing;
pub mod prices;
pub mod provisioning;
pub(crate) mod readings;
pub mod reverse_dns;
pub mod servers;
pub mod upgrades;
pub(crate) mod work;
