//! `SendPaymentProof`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Sends a file that shows a payment made outside of any system, for the staff to look at.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SendPaymentProof {
    pub invoiceid: u64,
    pub filename: String,
    /// The file in base64.
    pub data: String,
    /// The number of the payment at the bank.
    pub reference: Option<String>,
    pub message: Option<String>,
}

impl Action for SendPaymentProof {
    const NAME: &'static str = "SendPaymentProof";
    const ACCESS: Access = Access::Write;
    type Response = SendPaymentProofResponse;
}

/// The response of `SendPaymentProof`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SendPaymentProofResponse {
    pub proofid: Num,
}
