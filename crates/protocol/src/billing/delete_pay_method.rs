//! `DeletePayMethod`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, NumText},
};

/// Deletes a stored card or bank account.
///
/// <https://developers.whmcs.com/api-reference/deletepaymethod/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeletePayMethod {
    #[param(
        missing = "Client ID is Required",
        malformed = "Pay Method does not belong to passed Client ID"
    )]
    pub clientid: u64,
    #[param(missing = "Pay Method ID is Required", malformed = "Invalid Pay Method ID")]
    pub paymethodid: u64,
    pub failonremotefailure: Flag,
}

impl Action for DeletePayMethod {
    const NAME: &'static str = "DeletePayMethod";
    const ACCESS: Access = Access::Write;
    type Response = DeletePayMethodResponse;
}

/// The response of `DeletePayMethod`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeletePayMethodResponse {
    pub paymethodid: NumText,
}
