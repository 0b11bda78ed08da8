//! `UpdateLink`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes a counted link.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateLink {
    pub linkid: u64,
    pub name: Option<String>,
    pub target: Option<String>,
    pub campaign: Option<String>,
    pub source: Option<String>,
    pub medium: Option<String>,
    pub active: Option<Flag>,
}

impl Action for UpdateLink {
    const NAME: &'static str = "UpdateLink";
    const ACCESS: Access = Access::Write;
    type Response = UpdateLinkResponse;
}

/// The response of `UpdateLink`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateLinkResponse {
    pub linkid: Num,
}
