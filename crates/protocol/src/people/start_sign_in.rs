//! `StartSignIn`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Secret, Text},
};

/// Begins a sign-in through a provider; nothing of it is kept here.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct StartSignIn {
    pub providerid: u64,
    /// Where people are sent back to; the provider must know it.
    pub redirecturi: String,
}

impl Action for StartSignIn {
    const NAME: &'static str = "StartSignIn";
    const ACCESS: Access = Access::Read;
    type Response = StartSignInResponse;
}

/// The response of `StartSignIn`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StartSignInResponse {
    /// Where the browser goes.
    pub url: Text,
    /// What must come back in the address; keep it with the browser that was sent.
    pub state: Secret,
    /// What `FinishSignIn` wants to see again.
    pub nonce: Secret,
    /// What `FinishSignIn` wants to see again.
    pub verifier: Secret,
}
