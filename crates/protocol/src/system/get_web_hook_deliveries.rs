//! `GetWebHookDeliveries`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists what was sent to an address, newest first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetWebHookDeliveries {
    #[param(refused = "Web Hook ID Not Found")]
    pub webhookid: u64,
    /// `Waiting`, `Sent` or `Failed`.
    pub status: Option<String>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetWebHookDeliveries {
    const NAME: &'static str = "GetWebHookDeliveries";
    const ACCESS: Access = Access::Read;
    type Response = GetWebHookDeliveriesResponse;
}

/// The response of `GetWebHookDeliveries`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetWebHookDeliveriesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub deliveries: Wrap<WebHookDeliveries>,
}

/// The list of `deliveries`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct WebHookDeliveries {
    pub delivery: Many<WebHookDelivery>,
}

/// An event on its way to an address.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct WebHookDelivery {
    pub id: Num,
    pub eventid: Num,
    pub kind: Text,
    pub status: Text,
    pub attempts: Num,
    /// What the address answered last; 0 if nothing.
    pub httpstatus: Num,
    pub error: Text,
    pub date: WireDateTime,
}
