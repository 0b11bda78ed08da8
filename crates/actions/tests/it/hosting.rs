//! Services, their modules and servers.

mod lists;
mod module_calls;
mod modules;
mod reverse_dns;
mod updates;
mod upgrades;
