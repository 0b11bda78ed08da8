//! `PreviewAudience`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Many, Num, Text, Wrap},
};

/// Tells whom a campaign would be sent to.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct PreviewAudience {
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
    /// Mails in a minute: refused as `AddCampaign` refuses it.
    pub perminute: Option<u64>,
    /// With fields: refused as `AddCampaign` refuses it.
    pub subject: Option<String>,
    /// With fields: refused as `AddCampaign` refuses it.
    pub message: Option<String>,
}

impl Action for PreviewAudience {
    const NAME: &'static str = "PreviewAudience";
    const ACCESS: Access = Access::Read;
    type Response = PreviewAudienceResponse;
}

/// The response of `PreviewAudience`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PreviewAudienceResponse {
    pub recipients: Num,
    /// The first of them.
    pub clients: Wrap<AudienceClientList>,
}

/// The list of `clients`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AudienceClientList {
    pub client: Many<AudienceClient>,
}

/// Somebody who would be written to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AudienceClient {
    pub clientid: Num,
    pub name: Text,
    pub email: Text,
}
