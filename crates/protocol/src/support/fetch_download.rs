//! `FetchDownload`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Text},
};

/// Gives the file of a download, and counts it.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct FetchDownload {
    pub downloadid: u64,
    /// For whom; for the staff only.
    pub clientid: Option<u64>,
    /// `visitor` or `client`: only what they see. For the staff, which sees all if it is absent.
    pub seenby: Option<String>,
}

impl Action for FetchDownload {
    const NAME: &'static str = "FetchDownload";
    const ACCESS: Access = Access::Write;
    type Response = FetchDownloadResponse;
}

/// The response of `FetchDownload`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct FetchDownloadResponse {
    pub filename: Text,
    /// Bytes.
    pub size: Num,
    /// The file in base64.
    pub data: Text,
}
