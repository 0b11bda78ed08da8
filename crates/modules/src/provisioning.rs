//! Provisioning modules.

mod sandbox;

pub use sandbox::Sandbox;
