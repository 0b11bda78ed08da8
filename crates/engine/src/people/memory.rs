//! What a node remembers about people between calls: never the truth, only a shortcut.

use super::attempts::Attempts;
use super::credentials::Verified;
use super::passwords::Kitchen;

/// Kept in the engine; lost at a restart without harm.
#[derive(Default)]
pub(crate) struct Memory {
    /// Where passwords are hashed.
    pub(crate) kitchen: Kitchen,
    /// Failed sign-ins.
    pub(crate) attempts: Attempts,
    /// Credentials of the API that were found good some seconds ago.
    pub(crate) verified: Verified,
}
