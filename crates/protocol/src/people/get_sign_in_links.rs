//! `GetSignInLinks`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists through which providers a user or a member of staff may sign in.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSignInLinks {
    /// A user; this or the other.
    pub userid: Option<u64>,
    /// A member of staff.
    pub adminid: Option<u64>,
}

impl Action for GetSignInLinks {
    const NAME: &'static str = "GetSignInLinks";
    const ACCESS: Access = Access::Read;
    type Response = GetSignInLinksResponse;
}

/// The response of `GetSignInLinks`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSignInLinksResponse {
    pub links: Wrap<SignInLinkList>,
}

/// The list of `links`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SignInLinkList {
    pub link: Many<SignInLink>,
}

/// Somebody at a provider.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SignInLink {
    pub linkid: Num,
    /// What the provider is called here; empty once it is gone.
    pub provider: Text,
    pub issuer: Text,
    /// The provider's name for the person.
    pub subject: Text,
    pub email: Text,
    pub created: WireDateTime,
    pub lastused: WireDateTime,
}
