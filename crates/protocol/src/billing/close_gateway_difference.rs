//! `CloseGatewayDifference`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Writes down that somebody looked into a difference between a gateway and our books; the books
/// stay as they are.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CloseGatewayDifference {
    pub differenceid: u64,
    /// What was found out.
    pub notes: Option<String>,
}

impl Action for CloseGatewayDifference {
    const NAME: &'static str = "CloseGatewayDifference";
    const ACCESS: Access = Access::Write;
    type Response = CloseGatewayDifferenceResponse;
}

/// The response of `CloseGatewayDifference`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CloseGatewayDifferenceResponse {
    pub differenceid: Num,
}
