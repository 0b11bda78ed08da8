//! Registrars.

mod epp;
mod manual;
mod sandbox;

pub use epp::Epp;
pub use manual::Manual;
pub use sandbox::Sandbox;
