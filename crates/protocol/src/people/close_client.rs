//! `CloseClient`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, NumText},
};

/// Closes a client with its services and invoices.
///
/// <https://developers.whmcs.com/api-reference/closeclient/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CloseClient {
    #[param(refused = "Client ID Not Found")]
    pub clientid: u64,
    /// Ours: has what runs at providers ended there as well.
    pub terminateservices: Flag,
}

impl Action for CloseClient {
    const NAME: &'static str = "CloseClient";
    const ACCESS: Access = Access::Write;
    type Response = CloseClientResponse;
}

/// The response of `CloseClient`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CloseClientResponse {
    pub clientid: NumText,
}
