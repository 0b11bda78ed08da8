//! `GetRefundRequests`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists refunds that wait for a second person, or did, newest first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetRefundRequests {
    /// Only this one.
    pub requestid: Option<u64>,
    /// Only `Pending`, `Approved` or `Declined`.
    pub status: Option<String>,
    /// Rows to skip.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetRefundRequests {
    const NAME: &'static str = "GetRefundRequests";
    const ACCESS: Access = Access::Read;
    type Response = GetRefundRequestsResponse;
}

/// The response of `GetRefundRequests`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetRefundRequestsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub refundrequests: Wrap<RefundRequests>,
}

/// The list of `refundrequests`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RefundRequests {
    pub refundrequest: Many<RefundRequest>,
}

/// A refund that needs a second person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RefundRequest {
    pub requestid: Num,
    pub invoiceid: Num,
    pub userid: Num,
    pub amount: Amount,
    pub currency: Text,
    /// `gateway`, `manual` or `credit`.
    pub r#type: Text,
    pub transid: Text,
    /// `Pending`, `Approved` or `Declined`.
    pub status: Text,
    pub requestedby: Text,
    pub requested: WireDateTime,
    pub decidedby: Text,
    pub decided: WireDateTime,
    /// Why it was declined.
    pub reason: Text,
    /// Whether the caller asked for it and so cannot approve it.
    pub own: Bool,
}
