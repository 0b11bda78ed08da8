//! Provisioning modules.

mod hetzner;
mod sandbox;

pub use hetzner::Hetzner;
pub use sandbox::Sandbox;
