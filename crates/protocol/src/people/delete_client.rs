//! `DeleteClient`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, NumText},
};

/// Deletes a client.
///
/// <https://developers.whmcs.com/api-reference/deleteclient/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteClient {
    #[param(refused = "Client ID Not Found")]
    pub clientid: u64,
    pub deleteusers: Flag,
    pub deletetransactions: Flag,
}

impl Action for DeleteClient {
    const NAME: &'static str = "DeleteClient";
    const ACCESS: Access = Access::Write;
    type Response = DeleteClientResponse;
}

/// The response of `DeleteClient`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteClientResponse {
    pub clientid: NumText,
}
