//! `GetCampaigns`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the campaigns, newest first, with how far they are.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetCampaigns {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    /// Only this one.
    pub campaignid: Option<u64>,
}

impl Action for GetCampaigns {
    const NAME: &'static str = "GetCampaigns";
    const ACCESS: Access = Access::Read;
    type Response = GetCampaignsResponse;
}

/// The response of `GetCampaigns`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetCampaignsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub campaigns: Wrap<CampaignList>,
}

/// The list of `campaigns`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CampaignList {
    pub campaign: Many<Campaign>,
}

/// A mail to many clients.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Campaign {
    pub campaignid: Num,
    pub name: Text,
    pub subject: Text,
    pub message: Text,
    pub groupid: Num,
    pub productid: Num,
    pub serverid: Num,
    pub servicestatus: Text,
    /// Status of the clients.
    pub status: Text,
    pub country: Text,
    pub marketing: Bool,
    pub perminute: Num,
    /// `Draft`, `Sending`, `Paused`, `Done` or `Cancelled`.
    pub state: Text,
    /// Whom it would go to, or goes to; of a draft only when `campaignid` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Num>,
    pub waiting: Num,
    pub sent: Num,
    pub skipped: Num,
    pub createdat: WireDateTime,
    pub startedat: WireDateTime,
    pub finishedat: WireDateTime,
}
