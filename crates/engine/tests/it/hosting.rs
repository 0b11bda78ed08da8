//! Services and their modules.

mod addon_services;
mod lifecycle;
mod placing;
mod provisioning;
mod readings;
