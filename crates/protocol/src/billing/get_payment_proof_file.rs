//! `GetPaymentProofFile`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Text},
};

/// Gives the file of a proof of a payment, for the staff.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetPaymentProofFile {
    pub proofid: u64,
}

impl Action for GetPaymentProofFile {
    const NAME: &'static str = "GetPaymentProofFile";
    const ACCESS: Access = Access::Read;
    type Response = GetPaymentProofFileResponse;
}

/// The response of `GetPaymentProofFile`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetPaymentProofFileResponse {
    pub filename: Text,
    /// Bytes.
    pub size: Num,
    /// The file in base64.
    pub data: Text,
}
