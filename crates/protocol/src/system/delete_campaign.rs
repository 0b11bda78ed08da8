//! `DeleteCampaign`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a campaign that is not under way.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteCampaign {
    pub campaignid: u64,
}

impl Action for DeleteCampaign {
    const NAME: &'static str = "DeleteCampaign";
    const ACCESS: Access = Access::Write;
    type Response = DeleteCampaignResponse;
}

/// The response of `DeleteCampaign`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteCampaignResponse {
    pub campaignid: Num,
}
