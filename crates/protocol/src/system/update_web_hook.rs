//! `UpdateWebHook`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, List, Num, Secret},
};

/// Changes an address that is told what happens.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateWebHook {
    #[param(refused = "Web Hook ID Not Found")]
    pub webhookid: u64,
    pub url: Option<String>,
    /// Kinds of events, by commas; `*` for all.
    pub events: Option<String>,
    pub description: Option<String>,
    pub enabled: Option<Flag>,
    /// Makes a new secret; the old one is void at once.
    pub newsecret: Flag,
    /// Fields to empty, since an empty parameter changes nothing: `description`.
    pub unset: List<String>,
}

impl Action for UpdateWebHook {
    const NAME: &'static str = "UpdateWebHook";
    const ACCESS: Access = Access::Write;
    type Response = UpdateWebHookResponse;
}

/// The response of `UpdateWebHook`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateWebHookResponse {
    pub webhookid: Num,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<Secret>,
}
