//! `MergeClients`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Makes two clients one: everything of the first becomes the second's, and the first is closed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct MergeClients {
    /// The client that goes.
    pub clientid: u64,
    /// The client that stays.
    pub targetclientid: u64,
}

impl Action for MergeClients {
    const NAME: &'static str = "MergeClients";
    const ACCESS: Access = Access::Write;
    type Response = MergeClientsResponse;
}

/// The response of `MergeClients`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct MergeClientsResponse {
    /// The client that stays.
    pub clientid: Num,
}
