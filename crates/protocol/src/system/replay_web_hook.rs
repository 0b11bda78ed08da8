//! `ReplayWebHook`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Sends events to an address once more.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ReplayWebHook {
    #[param(refused = "Web Hook ID Not Found")]
    pub webhookid: u64,
    /// This delivery only; all that were given up if absent.
    pub deliveryid: Option<u64>,
}

impl Action for ReplayWebHook {
    const NAME: &'static str = "ReplayWebHook";
    const ACCESS: Access = Access::Write;
    type Response = ReplayWebHookResponse;
}

/// The response of `ReplayWebHook`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ReplayWebHookResponse {
    /// How many are sent again.
    pub replayed: Num,
}
