//! Services and their modules.

mod lifecycle;
mod placing;
mod provisioning;
