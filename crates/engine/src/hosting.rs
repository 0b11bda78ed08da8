//! Services, their modules and servers.

pub mod lifecycle;
pub mod placing;
pub mod provisioning;
pub(crate) mod work;
