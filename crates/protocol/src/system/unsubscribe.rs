//! `Unsubscribe`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Ends advertising for a client whose mail had this link.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct Unsubscribe {
    pub clientid: u64,
    pub token: String,
}

impl Action for Unsubscribe {
    const NAME: &'static str = "Unsubscribe";
    const ACCESS: Access = Access::Write;
    type Response = UnsubscribeResponse;
}

/// The response of `Unsubscribe`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UnsubscribeResponse {
    pub clientid: Num,
}
