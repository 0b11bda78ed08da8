//! `AddCampaign`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Writes a mail to many clients; nothing is sent before it is started.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddCampaign {
    pub name: String,
    pub subject: String,
    /// Text with {$client_name} and the like; HTML when it contains a tag.
    pub message: String,
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
    /// Mails in a minute at most, up to 1000; 60 if absent.
    pub perminute: Option<u64>,
}

impl Action for AddCampaign {
    const NAME: &'static str = "AddCampaign";
    const ACCESS: Access = Access::Write;
    type Response = AddCampaignResponse;
}

/// The response of `AddCampaign`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddCampaignResponse {
    pub campaignid: Num,
    pub recipients: Num,
}
