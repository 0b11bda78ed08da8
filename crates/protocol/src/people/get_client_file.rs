//! `GetClientFile`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Text},
};

/// Gives a file that is kept with a client.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientFile {
    pub fileid: u64,
    /// Whose it must be; its owner is not looked at if absent.
    pub clientid: Option<u64>,
}

impl Action for GetClientFile {
    const NAME: &'static str = "GetClientFile";
    const ACCESS: Access = Access::Read;
    type Response = GetClientFileResponse;
}

/// The response of `GetClientFile`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientFileResponse {
    pub filename: Text,
    /// Bytes.
    pub size: Num,
    /// The file in base64.
    pub data: Text,
}
