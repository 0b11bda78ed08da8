//! `CloseDispute`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Writes down how a dispute ended; won, what was on hold for it goes on.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CloseDispute {
    pub disputeid: u64,
    /// `won` or `lost`.
    pub outcome: String,
    pub notes: Option<String>,
}

impl Action for CloseDispute {
    const NAME: &'static str = "CloseDispute";
    const ACCESS: Access = Access::Write;
    type Response = CloseDisputeResponse;
}

/// The response of `CloseDispute`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CloseDisputeResponse {
    pub disputeid: Num,
}
