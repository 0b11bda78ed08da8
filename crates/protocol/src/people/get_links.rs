//! `GetLinks`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists counted links with their figures.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetLinks {
    /// Only this one.
    pub linkid: Option<u64>,
    pub campaign: Option<String>,
    /// Words that all stand in name, address, campaign or code, in any case.
    pub search: Option<String>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetLinks {
    const NAME: &'static str = "GetLinks";
    const ACCESS: Access = Access::Read;
    type Response = GetLinksResponse;
}

/// The response of `GetLinks`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetLinksResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub links: Wrap<TrackedLinkList>,
}

/// The list of `links`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TrackedLinkList {
    pub link: Many<TrackedLink>,
}

/// A counted link.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TrackedLink {
    pub id: Num,
    pub code: Text,
    pub url: Text,
    pub name: Text,
    pub target: Text,
    pub campaign: Text,
    pub source: Text,
    pub medium: Text,
    pub active: Bool,
    pub clicks: Num,
    /// Per visitor and day.
    pub uniqueclicks: Num,
    pub signups: Num,
    pub orders: Num,
    pub created: WireDateTime,
}
