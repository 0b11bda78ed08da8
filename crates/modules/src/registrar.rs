//! Registrars.

mod manual;
mod sandbox;

pub use manual::Manual;
pub use sandbox::Sandbox;
