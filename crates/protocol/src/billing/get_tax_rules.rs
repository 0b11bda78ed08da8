//! `GetTaxRules`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists every tax rule with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTaxRules {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetTaxRules {
    const NAME: &'static str = "GetTaxRules";
    const ACCESS: Access = Access::Read;
    type Response = GetTaxRulesResponse;
}

/// The response of `GetTaxRules`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTaxRulesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub taxrules: Wrap<TaxRuleEntryList>,
}

/// The list of `taxrules`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TaxRuleEntryList {
    pub taxrule: Many<TaxRuleEntry>,
}

/// A tax rule.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TaxRuleEntry {
    pub taxruleid: Num,
    /// 1 or 2.
    pub level: Num,
    pub name: Text,
    /// Two letters; empty for any.
    pub country: Text,
    /// Empty for any.
    pub state: Text,
    /// Per cent.
    pub rate: Text,
}
