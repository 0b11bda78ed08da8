//! Registrars.

mod epp;
mod manual;
mod openprovider;
mod sandbox;

pub use epp::Epp;
pub use manual::Manual;
pub use openprovider::OpenProvider;
pub use sandbox::Sandbox;
