//! `UpdateTaxRule`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Changes a tax rule; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateTaxRule {
    pub taxruleid: u64,
    /// 1 or 2.
    pub level: Option<u64>,
    pub name: Option<String>,
    /// Two letters; empty for any.
    pub country: Option<String>,
    /// Empty for any.
    pub state: Option<String>,
    /// Per cent.
    pub rate: Option<String>,
}

impl Action for UpdateTaxRule {
    const NAME: &'static str = "UpdateTaxRule";
    const ACCESS: Access = Access::Write;
    type Response = UpdateTaxRuleResponse;
}

/// The response of `UpdateTaxRule`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateTaxRuleResponse {
    pub taxruleid: Num,
}
