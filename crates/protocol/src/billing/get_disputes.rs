//! `GetDisputes`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists payments that were disputed at their gateway, newest first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetDisputes {
    /// Only `Open`, `Won` or `Lost`.
    pub status: Option<String>,
    pub userid: Option<u64>,
    /// Rows to skip.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetDisputes {
    const NAME: &'static str = "GetDisputes";
    const ACCESS: Access = Access::Read;
    type Response = GetDisputesResponse;
}

/// The response of `GetDisputes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetDisputesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub disputes: Wrap<Disputes>,
}

/// The list of `disputes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Disputes {
    pub dispute: Many<Dispute>,
}

/// A disputed payment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Dispute {
    pub disputeid: Num,
    pub gateway: Text,
    /// The number of the payment at the gateway.
    pub transid: Text,
    /// 0 where the payment is not known here.
    pub invoiceid: Num,
    /// 0 where the payment is not known here.
    pub userid: Num,
    /// `Open`, `Won` or `Lost`.
    pub status: Text,
    pub opened: WireDateTime,
    pub closed: WireDateTime,
    pub notes: Text,
}
