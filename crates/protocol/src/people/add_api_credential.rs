//! `AddApiCredential`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Secret, Text},
};

/// Makes an API credential; its secret is told only now.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddApiCredential {
    pub description: Option<String>,
    /// A role of the kind `api`.
    pub roleid: u64,
    /// The member of staff it acts as.
    pub adminid: Option<u64>,
    pub loopbackonly: Flag,
}

impl Action for AddApiCredential {
    const NAME: &'static str = "AddApiCredential";
    const ACCESS: Access = Access::Write;
    type Response = AddApiCredentialResponse;
}

/// The response of `AddApiCredential`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddApiCredentialResponse {
    pub identifier: Text,
    pub secret: Secret,
}
