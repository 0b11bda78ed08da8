//! `AddFunds`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Num},
};

/// Makes an invoice that becomes credit of the client when it is paid.
///
/// Ours: no WHMCS has it; there only its own client area can.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddFunds {
    #[param(refused = "Client ID Not Found")]
    pub clientid: u64,
    /// Within the limits of the settings.
    pub amount: Option<Amount>,
    /// The name of a gateway module.
    pub paymentmethod: Option<String>,
}

impl Action for AddFunds {
    const NAME: &'static str = "AddFunds";
    const ACCESS: Access = Access::Write;
    type Response = AddFundsResponse;
}

/// The response of `AddFunds`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddFundsResponse {
    pub invoiceid: Num,
}
