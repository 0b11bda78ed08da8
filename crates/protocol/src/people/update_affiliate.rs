//! `UpdateAffiliate`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Change, Flag, Num},
};

/// Changes how an affiliate is paid.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateAffiliate {
    pub affiliateid: u64,
    /// `percentage`, `fixed`, or empty for the house rule.
    pub paytype: Change<String>,
    /// Per cent, or an amount in the client's currency.
    pub payamount: Option<Amount>,
    pub onetime: Option<Flag>,
}

impl Action for UpdateAffiliate {
    const NAME: &'static str = "UpdateAffiliate";
    const ACCESS: Access = Access::Write;
    type Response = UpdateAffiliateResponse;
}

/// The response of `UpdateAffiliate`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateAffiliateResponse {
    pub affiliateid: Num,
}
