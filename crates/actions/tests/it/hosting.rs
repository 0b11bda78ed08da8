//! Services, their modules and servers.

mod lists;
mod module_calls;
mod modules;
mod updates;
mod upgrades;
