//! `RotateKeys`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Makes a new key for secrets at rest, and has all of them sealed anew while everything runs.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct RotateKeys {}

impl Action for RotateKeys {
    const NAME: &'static str = "RotateKeys";
    const ACCESS: Access = Access::Write;
    type Response = RotateKeysResponse;
}

/// The response of `RotateKeys`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RotateKeysResponse {
    /// The id of the new key.
    pub key: Text,
}
