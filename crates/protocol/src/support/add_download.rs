//! `AddDownload`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Flag, Num},
};

/// Keeps a file for others to download.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddDownload {
    pub catid: u64,
    pub title: String,
    pub filename: String,
    /// The file in base64.
    pub data: String,
    pub description: Option<String>,
    /// Only for clients.
    pub clientsonly: Option<Flag>,
    /// Only for clients with one of these products; empty for no such limit.
    pub productids: Option<Csv<u64>>,
    /// Only the staff sees it.
    pub hidden: Option<Flag>,
}

impl Action for AddDownload {
    const NAME: &'static str = "AddDownload";
    const ACCESS: Access = Access::Write;
    type Response = AddDownloadResponse;
}

/// The response of `AddDownload`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddDownloadResponse {
    pub downloadid: Num,
}
