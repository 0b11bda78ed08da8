//! `AddEuVatRules`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Adds a tax rule of the first level with the standard rate of every member state of the European
/// Union that has none.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddEuVatRules {
    /// `VAT` if absent.
    pub name: Option<String>,
}

impl Action for AddEuVatRules {
    const NAME: &'static str = "AddEuVatRules";
    const ACCESS: Access = Access::Write;
    type Response = AddEuVatRulesResponse;
}

/// The response of `AddEuVatRules`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddEuVatRulesResponse {
    pub numadded: Num,
}
