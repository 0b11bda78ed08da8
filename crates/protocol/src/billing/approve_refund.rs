//! `ApproveRefund`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Num, Text},
};

/// Carries out a refund that another person of the staff asked for.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ApproveRefund {
    pub requestid: u64,
}

impl Action for ApproveRefund {
    const NAME: &'static str = "ApproveRefund";
    const ACCESS: Access = Access::Write;
    type Response = ApproveRefundResponse;
}

/// The response of `ApproveRefund`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ApproveRefundResponse {
    pub transactionid: Num,
    pub amount: Amount,
    pub status: Text,
}
