//! `DeleteTaxRule`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a tax rule that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteTaxRule {
    pub taxruleid: u64,
}

impl Action for DeleteTaxRule {
    const NAME: &'static str = "DeleteTaxRule";
    const ACCESS: Access = Access::Write;
    type Response = DeleteTaxRuleResponse;
}

/// The response of `DeleteTaxRule`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteTaxRuleResponse {
    pub taxruleid: Num,
}
