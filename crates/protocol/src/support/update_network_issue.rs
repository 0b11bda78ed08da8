//! `UpdateNetworkIssue`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Change, Num, WireDateTime},
};

/// Changes a network issue; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateNetworkIssue {
    pub issueid: u64,
    pub title: Option<String>,
    /// Markdown.
    pub description: Change<String>,
    /// `Server`, `System` or `Other`.
    pub r#type: Option<String>,
    /// The server that is affected; 0 for none.
    pub serverid: Option<u64>,
    /// What is affected, in words.
    pub affecting: Change<String>,
    /// `Critical`, `High`, `Medium` or `Low`.
    pub priority: Option<String>,
    /// `Reported`, `Investigating`, `In Progress`, `Outage`, `Scheduled` or `Resolved`.
    pub status: Option<String>,
    /// In the company's time zone.
    pub startdate: Option<WireDateTime>,
    /// When it ended, or will.
    pub enddate: Change<WireDateTime>,
}

impl Action for UpdateNetworkIssue {
    const NAME: &'static str = "UpdateNetworkIssue";
    const ACCESS: Access = Access::Write;
    type Response = UpdateNetworkIssueResponse;
}

/// The response of `UpdateNetworkIssue`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateNetworkIssueResponse {
    pub issueid: Num,
}
