//! A service that keeps keys and never gives them away: it wraps ours, and unwraps them for whom it
//! trusts.

use crate::{Asking, Refused, Secret};

/// Wraps keys. `about` is bound to what is wrapped: unwrapping with another is refused.
pub trait KeyService: Send + Sync {
    /// System name of the module.
    fn module(&self) -> &'static str;

    /// Makes a key of 32 bytes.
    fn generate<'a>(&'a self, about: &'a str) -> Asking<'a, Result<Generated, Refused>>;

    /// Wraps a key that is there already, in base 64; gives it wrapped, in base 64.
    fn wrap<'a>(&'a self, about: &'a str, key: &'a Secret) -> Asking<'a, Result<String, Refused>>;

    /// Unwraps a key; gives it in base 64.
    fn unwrap<'a>(
        &'a self,
        about: &'a str,
        wrapped: &'a str,
    ) -> Asking<'a, Result<Secret, Refused>>;
}

/// A new key.
#[derive(Debug, Clone)]
pub struct Generated {
    /// Itself, in base 64.
    pub key: Secret,
    /// Wrapped, in base 64.
    pub wrapped: String,
}
