//! `GetNetworkIssueClients`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists the clients with services on the server of a network issue.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetNetworkIssueClients {
    pub issueid: u64,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetNetworkIssueClients {
    const NAME: &'static str = "GetNetworkIssueClients";
    const ACCESS: Access = Access::Read;
    type Response = GetNetworkIssueClientsResponse;
}

/// The response of `GetNetworkIssueClients`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetNetworkIssueClientsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub clients: Wrap<NetworkIssueClientList>,
}

/// The list of `clients`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NetworkIssueClientList {
    pub client: Many<NetworkIssueClient>,
}

/// A client who is affected.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NetworkIssueClient {
    pub clientid: Num,
    pub name: Text,
    pub email: Text,
    /// Services on that server.
    pub services: Num,
}
