//! `FinishPasskeySignIn`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret},
};

/// Ends a sign-in by passkey: says who came. No second factor is asked for after it.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct FinishPasskeySignIn {
    /// Scheme, host and port of the page, such as `https://shop.example`.
    pub origin: String,
    /// `client` or `staff`; `client` if absent.
    pub side: Option<String>,
    /// `PublicKeyCredential.toJSON()` of the browser.
    #[param(missing = "Invalid credential")]
    pub credential: Secret,
    /// The person's address, when a program calls.
    pub clientip: Option<String>,
}

impl Action for FinishPasskeySignIn {
    const NAME: &'static str = "FinishPasskeySignIn";
    const ACCESS: Access = Access::Write;
    type Response = FinishPasskeySignInResponse;
}

/// The response of `FinishPasskeySignIn`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct FinishPasskeySignInResponse {
    /// The user who signed in; 0 for none.
    pub userid: Num,
    /// The member of staff who signed in; 0 for none.
    pub adminid: Num,
}
