//! `GetSetUp`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Secret},
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
}
