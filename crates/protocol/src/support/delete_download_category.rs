//! `DeleteDownloadCategory`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a category of downloads that is empty.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteDownloadCategory {
    pub catid: u64,
}

impl Action for DeleteDownloadCategory {
    const NAME: &'static str = "DeleteDownloadCategory";
    const ACCESS: Access = Access::Write;
    type Response = DeleteDownloadCategoryResponse;
}

/// The response of `DeleteDownloadCategory`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteDownloadCategoryResponse {
    pub catid: Num,
}
