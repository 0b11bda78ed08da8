//! `GetEmailForwards`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Text, Wrap},
};

/// Lists where mail to the addresses of a domain is passed on.
///
/// Ours: a WHMCS asks its registrar modules for it (`GetEmailForwarding`,
/// <https://developers.whmcs.com/domain-registrars/function-index/>), and has no action.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetEmailForwards {
    pub domainid: u64,
}

impl Action for GetEmailForwards {
    const NAME: &'static str = "GetEmailForwards";
    const ACCESS: Access = Access::Read;
    type Response = GetEmailForwardsResponse;
}

/// The response of `GetEmailForwards`, and of the actions that change one: all that are there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetEmailForwardsResponse {
    pub domain: Text,
    pub forwards: Wrap<EmailForwards>,
}

/// The list of `forwards`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EmailForwards {
    pub forward: Many<EmailForward>,
}

/// An address whose mail is passed on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EmailForward {
    /// What stands before the `@`; `*` for all that are not named.
    pub prefix: Text,
    /// Where it goes.
    pub destination: Text,
}
