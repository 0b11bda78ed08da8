//! `AddSignInProvider`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num, Secret},
};

/// Adds an identity provider (OpenID Connect) that people may sign in through.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddSignInProvider {
    pub name: String,
    /// Its name for itself: the address that its description is found below.
    pub issuer: String,
    /// What it calls us.
    pub clientid: String,
    pub clientsecret: Option<Secret>,
    pub forstaff: Flag,
    pub forclients: Flag,
    /// Whether clients whom nobody knows may sign up.
    pub signup: Flag,
    /// Staff with a proven address in one of these are known by it; separated by commas.
    pub staffdomains: Option<String>,
    /// Its place among the others.
    pub position: Option<u64>,
}

impl Action for AddSignInProvider {
    const NAME: &'static str = "AddSignInProvider";
    const ACCESS: Access = Access::Write;
    type Response = AddSignInProviderResponse;
}

/// The response of `AddSignInProvider`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddSignInProviderResponse {
    pub providerid: Num,
}
