//! `AddAffiliatePayout`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Num},
};

/// Pays an affiliate out of its balance: recorded outside, or as credit of its client.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddAffiliatePayout {
    pub affiliateid: u64,
    /// In the client's currency.
    pub amount: Amount,
    /// `outside` (bank, cash) or `credit`.
    pub r#type: Option<String>,
    pub reference: Option<String>,
}

impl Action for AddAffiliatePayout {
    const NAME: &'static str = "AddAffiliatePayout";
    const ACCESS: Access = Access::Write;
    type Response = AddAffiliatePayoutResponse;
}

/// The response of `AddAffiliatePayout`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddAffiliatePayoutResponse {
    pub affiliateid: Num,
    pub balance: Amount,
    pub withdrawn: Amount,
}
