//! `UpdateApiCredential`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes an api credential; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateApiCredential {
    pub credentialid: u64,
    pub description: Option<String>,
    /// A role of the kind `api`.
    pub roleid: Option<u64>,
    /// The member of staff it acts as.
    pub adminid: Option<u64>,
    /// Only from this machine.
    pub loopbackonly: Option<Flag>,
    pub enabled: Option<Flag>,
}

impl Action for UpdateApiCredential {
    const NAME: &'static str = "UpdateApiCredential";
    const ACCESS: Access = Access::Write;
    type Response = UpdateApiCredentialResponse;
}

/// The response of `UpdateApiCredential`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateApiCredentialResponse {
    pub credentialid: Num,
}
