//! Services, their modules and servers.

mod lists;
mod metrics;
mod module_calls;
mod modules;
mod reverse_dns;
mod updates;
mod upgrades;
