//! `DeclineRefund`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Turns down a refund that somebody of the staff asked for.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeclineRefund {
    pub requestid: u64,
    pub reason: String,
}

impl Action for DeclineRefund {
    const NAME: &'static str = "DeclineRefund";
    const ACCESS: Access = Access::Write;
    type Response = DeclineRefundResponse;
}

/// The response of `DeclineRefund`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeclineRefundResponse {
    pub requestid: Num,
}
