//! `DeleteWebHook`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes an address that is told what happens.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteWebHook {
    #[param(refused = "Web Hook ID Not Found")]
    pub webhookid: u64,
}

impl Action for DeleteWebHook {
    const NAME: &'static str = "DeleteWebHook";
    const ACCESS: Access = Access::Write;
    type Response = DeleteWebHookResponse;
}

/// The response of `DeleteWebHook`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteWebHookResponse {
    pub webhookid: Num,
}
