//! `UpdateDownload`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Change, Csv, Flag, Num},
};

/// Changes a download, or its file; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateDownload {
    pub downloadid: u64,
    pub catid: Option<u64>,
    pub title: Option<String>,
    pub filename: Option<String>,
    /// Another file in base64.
    pub data: Option<String>,
    pub description: Change<String>,
    /// Only for clients.
    pub clientsonly: Option<Flag>,
    /// Only for clients with one of these products; empty for no such limit.
    pub productids: Option<Csv<u64>>,
    /// Only the staff sees it.
    pub hidden: Option<Flag>,
}

impl Action for UpdateDownload {
    const NAME: &'static str = "UpdateDownload";
    const ACCESS: Access = Access::Write;
    type Response = UpdateDownloadResponse;
}

/// The response of `UpdateDownload`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateDownloadResponse {
    pub downloadid: Num,
}
