//! `GetNetworkIssues`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists network issues: the open ones first, then by their beginning, newest first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetNetworkIssues {
    /// Only this one.
    pub issueid: Option<u64>,
    /// `open`, `scheduled`, `resolved`, or one exact status; all if absent.
    pub status: Option<String>,
    /// Only those of this server.
    pub serverid: Option<u64>,
    /// Only those of servers that this client has services on.
    pub clientid: Option<u64>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetNetworkIssues {
    const NAME: &'static str = "GetNetworkIssues";
    const ACCESS: Access = Access::Read;
    type Response = GetNetworkIssuesResponse;
}

/// The response of `GetNetworkIssues`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetNetworkIssuesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub issues: Wrap<NetworkIssueList>,
}

/// The list of `issues`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NetworkIssueList {
    pub issue: Many<NetworkIssue>,
}

/// Something that is broken, or will be worked on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NetworkIssue {
    pub id: Num,
    pub title: Text,
    /// Markdown.
    pub description: Text,
    pub r#type: Text,
    pub serverid: Num,
    pub servername: Text,
    pub affecting: Text,
    pub priority: Text,
    pub status: Text,
    /// Neither scheduled nor resolved.
    pub open: Bool,
    pub startdate: WireDateTime,
    pub enddate: WireDateTime,
    pub lastupdate: WireDateTime,
}
