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
    pub clientid: u64,
    pub description: String,
    /// Always positive.
    pub amount: Amount,
    pub date: Option<WireDate>,
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
