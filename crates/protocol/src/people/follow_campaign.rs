//! `FollowCampaign`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Counts somebody who comes with `utm_source` in the address; for the doors. A link that is marked
/// so is counted, else one is made.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct FollowCampaign {
    /// `utm_source`.
    pub source: String,
    /// `utm_medium`.
    pub medium: Option<String>,
    /// `utm_campaign`.
    pub campaign: Option<String>,
    /// The page that was opened, an address of ours.
    pub page: String,
    pub useragent: Option<String>,
}

impl Action for FollowCampaign {
    const NAME: &'static str = "FollowCampaign";
    const ACCESS: Access = Access::Write;
    type Response = FollowCampaignResponse;
}

/// The response of `FollowCampaign`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct FollowCampaignResponse {
    /// The code of the link; empty when nobody counts.
    pub code: Text,
}
