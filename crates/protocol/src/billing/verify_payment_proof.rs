//! `VerifyPaymentProof`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Num, WireDateTime},
};

/// Finds a proof of a payment right: the payment is recorded.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct VerifyPaymentProof {
    pub proofid: u64,
    /// How much arrived; what is still to be paid if absent.
    pub amount: Option<Amount>,
    /// The number of the payment; the one that the client gave if absent.
    pub transid: Option<String>,
    /// When the money arrived; now if absent.
    pub date: WireDateTime,
    /// Do not tell the client.
    pub noemail: Flag,
}

impl Action for VerifyPaymentProof {
    const NAME: &'static str = "VerifyPaymentProof";
    const ACCESS: Access = Access::Write;
    type Response = VerifyPaymentProofResponse;
}

/// The response of `VerifyPaymentProof`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct VerifyPaymentProofResponse {
    pub proofid: Num,
    pub transactionid: Num,
}
