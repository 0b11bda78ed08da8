//! `AddNetworkIssue`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, WireDateTime},
};

/// Says that something is broken, or will be worked on.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddNetworkIssue {
    pub title: String,
    /// Markdown.
    pub description: Option<String>,
    /// `Server`, `System` or `Other`; if absent, `Server` with a server and `Other` without.
    pub r#type: Option<String>,
    /// The server that is affected; 0 for none.
    pub serverid: Option<u64>,
    /// What is affected, in words.
    pub affecting: Option<String>,
    /// `Critical`, `High`, `Medium` or `Low`; `Medium` if absent.
    pub priority: Option<String>,
    /// `Reported`, `Investigating`, `In Progress`, `Outage`, `Scheduled` or `Resolved`.
    pub status: Option<String>,
    /// In the company's time zone; now if absent.
    pub startdate: Option<WireDateTime>,
    /// When it ended, or will.
    pub enddate: Option<WireDateTime>,
}

impl Action for AddNetworkIssue {
    const NAME: &'static str = "AddNetworkIssue";
    const ACCESS: Access = Access::Write;
    type Response = AddNetworkIssueResponse;
}

/// The response of `AddNetworkIssue`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddNetworkIssueResponse {
    pub issueid: Num,
}
