//! `UpdateCampaign`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes a campaign that is not started; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateCampaign {
    pub campaignid: u64,
    pub name: Option<String>,
    pub subject: Option<String>,
    pub message: Option<String>,
    /// Client group; 0 for any.
    pub groupid: Option<u64>,
    /// Product of a service; 0 for any.
    pub productid: Option<u64>,
    /// Server of a service; 0 for any.
    pub serverid: Option<u64>,
    /// Status of that service; empty for any.
    pub servicestatus: Option<String>,
    /// Status of the client; empty for any.
    pub status: Option<String>,
    /// Two letters; empty for any.
    pub country: Option<String>,
    /// Only for those who agreed to advertising; yes if absent.
    pub marketing: Option<Flag>,
    pub perminute: Option<u64>,
}

impl Action for UpdateCampaign {
    const NAME: &'static str = "UpdateCampaign";
    const ACCESS: Access = Access::Write;
    type Response = UpdateCampaignResponse;
}

/// The response of `UpdateCampaign`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateCampaignResponse {
    pub campaignid: Num,
    pub recipients: Num,
}
