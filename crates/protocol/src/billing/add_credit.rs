//! `AddCredit`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, WireDate},
};

/// Adds to or takes from a client's credit.
///
/// <https://developers.whmcs.com/api-reference/addcredit/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddCredit {
    #[param(refused = "Client ID Not Found")]
    pub clientid: u64,
    pub description: String,
    /// Always positive.
    #[param(
        missing = "No Amount Provided",
        malformed = "Amount must be in decimal format: ### or ###.##"
    )]
    pub amount: Amount,
    #[param(malformed = "Date Format is not Valid")]
    pub date: Option<WireDate>,
    #[param(malformed = "Admin ID Not Found")]
    pub adminid: Option<u64>,
    /// `add` or `remove`; `add` if absent.
    pub r#type: Option<String>,
}

impl Action for AddCredit {
    const NAME: &'static str = "AddCredit";
    const ACCESS: Access = Access::Write;
    type Response = AddCreditResponse;
}

/// The response of `AddCredit`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddCreditResponse {
    pub newbalance: Amount,
}
