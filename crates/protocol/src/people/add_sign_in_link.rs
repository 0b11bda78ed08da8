//! `AddSignInLink`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Links a user with a person at a provider, on the word of whoever calls.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddSignInLink {
    pub providerid: u64,
    pub userid: u64,
    /// The provider's name for the person.
    pub subject: String,
    pub email: Option<String>,
    /// Whether the provider has seen that the address is the person's.
    pub emailverified: Flag,
}

impl Action for AddSignInLink {
    const NAME: &'static str = "AddSignInLink";
    const ACCESS: Access = Access::Write;
    type Response = AddSignInLinkResponse;
}

/// The response of `AddSignInLink`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddSignInLinkResponse {
    pub linkid: Num,
}
