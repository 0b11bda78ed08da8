//! `GetGatewayDifferences`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists payments and refunds that a gateway's records and our books do not agree about, newest
/// first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetGatewayDifferences {
    /// Only `Open` or `Closed`.
    pub status: Option<String>,
    /// Only those of this gateway.
    pub gateway: Option<String>,
    /// Rows to skip.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetGatewayDifferences {
    const NAME: &'static str = "GetGatewayDifferences";
    const ACCESS: Access = Access::Read;
    type Response = GetGatewayDifferencesResponse;
}

/// The response of `GetGatewayDifferences`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetGatewayDifferencesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub differences: Wrap<GatewayDifferences>,
}

/// The list of `differences`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GatewayDifferences {
    pub difference: Many<GatewayDifference>,
}

/// A difference.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GatewayDifference {
    pub differenceid: Num,
    pub gateway: Text,
    /// The number of the payment or refund at the gateway.
    pub transid: Text,
    /// `Amount`: both have it, over different amounts. `Not Booked`: only the gateway has it. `Not
    /// There`: only we have it. `Refund Failed`: the money came back to us.
    pub kind: Text,
    /// In words.
    pub description: Text,
    /// 0 where no invoice is known.
    pub invoiceid: Num,
    /// 0 where no client is known.
    pub userid: Num,
    /// `Open` or `Closed`.
    pub status: Text,
    pub found: WireDateTime,
    pub closed: WireDateTime,
    pub notes: Text,
}
