//! `GetSetUp`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Secret, Text},
};

/// Says whether the installation is still to be set up, and whether a token opens the set-up.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSetUp {
    /// As it was printed at start.
    pub token: Option<Secret>,
}

impl Action for GetSetUp {
    const NAME: &'static str = "GetSetUp";
    const ACCESS: Access = Access::Read;
    type Response = GetSetUpResponse;
}

/// The response of `GetSetUp`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSetUpResponse {
    /// Nobody works here yet.
    pub open: Bool,
    /// The token is good.
    pub opens: Bool,
    /// The settings may name a mail server; where not, the configuration does.
    pub mailsettings: Bool,
    /// What is known of the company, for whoever holds the token of one that was moved in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<KnownCompany>,
}

/// A company that was moved in and nobody works at yet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct KnownCompany {
    pub companyname: Text,
    pub companyemail: Text,
    pub address: Text,
    pub country: Text,
    /// The books are kept in it.
    pub currencycode: Text,
    pub timezone: Text,
}
