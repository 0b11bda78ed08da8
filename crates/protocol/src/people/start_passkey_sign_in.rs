//! `StartPasskeySignIn`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Secret, Text},
};

/// Begins a sign-in by passkey: what a page asks of a browser (`navigator.credentials.get`).
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct StartPasskeySignIn {
    /// Scheme, host and port of the page, such as `https://shop.example`.
    pub origin: String,
}

impl Action for StartPasskeySignIn {
    const NAME: &'static str = "StartPasskeySignIn";
    const ACCESS: Access = Access::Read;
    type Response = StartPasskeySignInResponse;
}

/// The response of `StartPasskeySignIn`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StartPasskeySignInResponse {
    /// In base 64 for addresses.
    pub challenge: Secret,
    /// The name that devices know us by: the host of the origin.
    pub rpid: Text,
}
