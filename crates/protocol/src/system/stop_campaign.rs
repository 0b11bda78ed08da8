//! `StopCampaign`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num, Text},
};

/// Pauses the sending of a campaign, or ends it.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct StopCampaign {
    pub campaignid: u64,
    /// For good.
    pub cancel: Flag,
}

impl Action for StopCampaign {
    const NAME: &'static str = "StopCampaign";
    const ACCESS: Access = Access::Write;
    type Response = StopCampaignResponse;
}

/// The response of `StopCampaign`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StopCampaignResponse {
    pub campaignid: Num,
    pub status: Text,
}
