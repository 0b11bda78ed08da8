//! `StartPasskey`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Secret, Text},
};

/// Begins to add a passkey: what a page asks of a browser (`navigator.credentials.create`).
///
/// Ours: no WHMCS has it. The words are those of <https://www.w3.org/TR/webauthn-3/>.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct StartPasskey {
    /// A user; this or the other.
    pub userid: Option<u64>,
    /// A member of staff.
    pub adminid: Option<u64>,
    /// Scheme, host and port of the page, such as `https://shop.example`.
    pub origin: String,
}

impl Action for StartPasskey {
    const NAME: &'static str = "StartPasskey";
    const ACCESS: Access = Access::Read;
    type Response = StartPasskeyResponse;
}

/// The response of `StartPasskey`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StartPasskeyResponse {
    /// In base 64 for addresses, like all that devices see.
    pub challenge: Secret,
    /// The name that devices know us by: the host of the origin.
    pub rpid: Text,
    /// What the device keeps of whom it is for.
    pub userhandle: Text,
    pub email: Text,
    pub name: Text,
    /// COSE numbers of the algorithms that are taken, best first.
    pub algorithms: Many<Num>,
    /// The devices' names for the passkeys that are there.
    pub known: Many<Text>,
}
