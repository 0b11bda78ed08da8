//! `AddLink`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Text},
};

/// Adds a link whose clicks, sign-ups and orders are counted.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddLink {
    pub name: String,
    /// Where it leads: an address of ours or a whole one.
    pub target: String,
    pub campaign: Option<String>,
    pub source: Option<String>,
    pub medium: Option<String>,
    /// What stands behind `/link/`; made up if absent.
    pub code: Option<String>,
}

impl Action for AddLink {
    const NAME: &'static str = "AddLink";
    const ACCESS: Access = Access::Write;
    type Response = AddLinkResponse;
}

/// The response of `AddLink`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddLinkResponse {
    pub linkid: Num,
    pub code: Text,
    pub url: Text,
}
