//! `UpdateSignInProvider`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num, Secret},
};

/// Changes an identity provider; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateSignInProvider {
    pub providerid: u64,
    pub name: Option<String>,
    /// Its name for itself: the address that its description is found below.
    pub issuer: Option<String>,
    /// What it calls us.
    pub clientid: Option<String>,
    pub clientsecret: Option<Secret>,
    pub forstaff: Option<Flag>,
    pub forclients: Option<Flag>,
    /// Whether clients whom nobody knows may sign up.
    pub signup: Option<Flag>,
    /// Staff with a proven address in one of these are known by it; separated by commas.
    pub staffdomains: Option<String>,
    /// Its place among the others.
    pub position: Option<u64>,
}

impl Action for UpdateSignInProvider {
    const NAME: &'static str = "UpdateSignInProvider";
    const ACCESS: Access = Access::Write;
    type Response = UpdateSignInProviderResponse;
}

/// The response of `UpdateSignInProvider`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateSignInProviderResponse {
    pub providerid: Num,
}
