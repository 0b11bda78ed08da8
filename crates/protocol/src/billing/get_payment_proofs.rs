//! `GetPaymentProofs`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the proofs of payments, newest first; of a client its own.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetPaymentProofs {
    pub proofid: Option<u64>,
    pub invoiceid: Option<u64>,
    pub userid: Option<u64>,
    /// Only `Pending`, `Verified` or `Rejected`.
    pub status: Option<String>,
    /// Rows to skip.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetPaymentProofs {
    const NAME: &'static str = "GetPaymentProofs";
    const ACCESS: Access = Access::Read;
    type Response = GetPaymentProofsResponse;
}

/// The response of `GetPaymentProofs`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetPaymentProofsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub proofs: Wrap<PaymentProofs>,
}

/// The list of `proofs`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PaymentProofs {
    pub proof: Many<PaymentProof>,
}

/// A proof of a payment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PaymentProof {
    pub proofid: Num,
    pub invoiceid: Num,
    pub userid: Num,
    pub filename: Text,
    /// Bytes.
    pub size: Num,
    pub reference: Text,
    pub message: Text,
    /// `Pending`, `Verified` or `Rejected`.
    pub status: Text,
    pub sent: WireDateTime,
    pub decidedby: Text,
    pub decided: WireDateTime,
    /// Why it was rejected.
    pub reason: Text,
    /// The payment that was recorded; 0 for none.
    pub transactionid: Num,
}
