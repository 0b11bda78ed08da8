//! `AddTaxRule`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Adds a tax rule.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddTaxRule {
    /// 1 or 2.
    pub level: u64,
    pub name: String,
    /// Two letters; empty for any.
    pub country: Option<String>,
    /// Empty for any.
    pub state: Option<String>,
    /// Per cent.
    pub rate: String,
}

impl Action for AddTaxRule {
    const NAME: &'static str = "AddTaxRule";
    const ACCESS: Access = Access::Write;
    type Response = AddTaxRuleResponse;
}

/// The response of `AddTaxRule`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddTaxRuleResponse {
    pub taxruleid: Num,
}
