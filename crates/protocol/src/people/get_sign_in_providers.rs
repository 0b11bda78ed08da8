//! `GetSignInProviders`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists the identity providers, without what they know us by.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSignInProviders {}

impl Action for GetSignInProviders {
    const NAME: &'static str = "GetSignInProviders";
    const ACCESS: Access = Access::Read;
    type Response = GetSignInProvidersResponse;
}

/// The response of `GetSignInProviders`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSignInProvidersResponse {
    pub providers: Wrap<SignInProviderList>,
}

/// The list of `providers`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SignInProviderList {
    pub provider: Many<SignInProvider>,
}

/// An identity provider.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SignInProvider {
    pub providerid: Num,
    pub name: Text,
    /// Its name for itself: the address that its description is found below.
    pub issuer: Text,
    /// What it calls us.
    pub clientid: Text,
    /// Whether a secret is set.
    pub hassecret: Bool,
    pub forstaff: Bool,
    pub forclients: Bool,
    /// Whether clients whom nobody knows may sign up.
    pub signup: Bool,
    /// Separated by commas.
    pub staffdomains: Text,
    pub position: Num,
}
