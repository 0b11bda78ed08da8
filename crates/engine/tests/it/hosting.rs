//! Services and their modules.

mod addon_services;
mod lifecycle;
mod not_created;
mod placing;
mod provisioning;
mod readings;
