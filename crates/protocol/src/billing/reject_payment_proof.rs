//! `RejectPaymentProof`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Finds a proof of a payment wrong, for a reason that the client reads.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct RejectPaymentProof {
    pub proofid: u64,
    pub reason: String,
}

impl Action for RejectPaymentProof {
    const NAME: &'static str = "RejectPaymentProof";
    const ACCESS: Access = Access::Write;
    type Response = RejectPaymentProofResponse;
}

/// The response of `RejectPaymentProof`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RejectPaymentProofResponse {
    pub proofid: Num,
}
