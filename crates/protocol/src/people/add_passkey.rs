//! `AddPasskey`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret},
};

/// Adds a passkey that a browser made.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddPasskey {
    /// A user; this or the other.
    pub userid: Option<u64>,
    /// A member of staff.
    pub adminid: Option<u64>,
    /// Scheme, host and port of the page, such as `https://shop.example`.
    pub origin: String,
    /// What its owner calls it.
    #[param(missing = "A name is required")]
    pub name: String,
    /// `PublicKeyCredential.toJSON()` of the browser.
    #[param(missing = "Invalid credential")]
    pub credential: Secret,
}

impl Action for AddPasskey {
    const NAME: &'static str = "AddPasskey";
    const ACCESS: Access = Access::Write;
    type Response = AddPasskeyResponse;
}

/// The response of `AddPasskey`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddPasskeyResponse {
    pub passkeyid: Num,
}
