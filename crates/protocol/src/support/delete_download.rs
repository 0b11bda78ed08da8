//! `DeleteDownload`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a download with its file.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteDownload {
    pub downloadid: u64,
}

impl Action for DeleteDownload {
    const NAME: &'static str = "DeleteDownload";
    const ACCESS: Access = Access::Write;
    type Response = DeleteDownloadResponse;
}

/// The response of `DeleteDownload`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteDownloadResponse {
    pub downloadid: Num,
}
