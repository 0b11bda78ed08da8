//! Services and their modules.

mod lifecycle;
mod provisioning;
