//! `CheckVatNumber`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Text},
};

/// Asks the tax offices of the EU (VIES) whether a client's VAT number exists. One that does not is
/// no reason for the reverse charge from then on.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CheckVatNumber {
    pub clientid: u64,
}

impl Action for CheckVatNumber {
    const NAME: &'static str = "CheckVatNumber";
    const ACCESS: Access = Access::Write;
    type Response = CheckVatNumberResponse;
}

/// The response of `CheckVatNumber`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CheckVatNumberResponse {
    pub vatnumber: Text,
    pub valid: Bool,
    /// Whose it is; empty where the country does not say.
    pub name: Text,
}
