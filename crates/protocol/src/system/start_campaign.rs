//! `StartCampaign`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Begins, or goes on with, the sending of a campaign.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct StartCampaign {
    pub campaignid: u64,
}

impl Action for StartCampaign {
    const NAME: &'static str = "StartCampaign";
    const ACCESS: Access = Access::Write;
    type Response = StartCampaignResponse;
}

/// The response of `StartCampaign`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StartCampaignResponse {
    pub campaignid: Num,
    /// Clients that were added now.
    pub recipients: Num,
}
