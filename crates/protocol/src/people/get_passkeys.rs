//! `GetPasskeys`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the passkeys of a user or of a member of staff.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetPasskeys {
    /// A user; this or the other.
    pub userid: Option<u64>,
    /// A member of staff.
    pub adminid: Option<u64>,
}

impl Action for GetPasskeys {
    const NAME: &'static str = "GetPasskeys";
    const ACCESS: Access = Access::Read;
    type Response = GetPasskeysResponse;
}

/// The response of `GetPasskeys`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetPasskeysResponse {
    pub passkeys: Wrap<PasskeyList>,
}

/// The list of `passkeys`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PasskeyList {
    pub passkey: Many<Passkey>,
}

/// A key on somebody's device.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Passkey {
    pub passkeyid: Num,
    /// What its owner calls it.
    pub name: Text,
    pub created: WireDateTime,
    pub lastused: WireDateTime,
}
