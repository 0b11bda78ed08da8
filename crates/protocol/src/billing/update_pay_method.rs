//! `UpdatePayMethod`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, NumText, Secret},
};

/// Changes a stored card or bank account.
///
/// <https://developers.whmcs.com/api-reference/updatepaymethod/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdatePayMethod {
    #[param(
        missing = "Client ID is Required",
        malformed = "Pay Method does not belong to passed Client ID"
    )]
    pub clientid: u64,
    #[param(missing = "Pay Method ID is Required", malformed = "Invalid Pay Method ID")]
    pub paymethodid: u64,
    pub card_number: Option<Secret>,
    /// `MMYY`.
    pub card_expiry: Option<String>,
    /// `MMYY`.
    pub card_start: Option<String>,
    #[param(malformed = "Issue Number is invalid")]
    pub card_issue_number: Option<u64>,
    pub bank_name: Option<String>,
    pub bank_account_type: Option<String>,
    pub bank_code: Option<String>,
    pub bank_account: Option<Secret>,
    pub set_as_default: Option<Flag>,
}

impl Action for UpdatePayMethod {
    const NAME: &'static str = "UpdatePayMethod";
    const ACCESS: Access = Access::Write;
    type Response = UpdatePayMethodResponse;
}

/// The response of `UpdatePayMethod`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdatePayMethodResponse {
    pub clientid: NumText,
    pub paymethodid: NumText,
}
