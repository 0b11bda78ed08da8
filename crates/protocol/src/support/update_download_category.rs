//! `UpdateDownloadCategory`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Change, Flag, Num},
};

/// Changes a category of downloads; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateDownloadCategory {
    pub catid: u64,
    pub name: Option<String>,
    /// The category that it is in; 0 for none.
    pub parentid: Option<u64>,
    pub description: Change<String>,
    /// Only the staff sees it and what is in it.
    pub hidden: Option<Flag>,
    pub order: Option<u64>,
}

impl Action for UpdateDownloadCategory {
    const NAME: &'static str = "UpdateDownloadCategory";
    const ACCESS: Access = Access::Write;
    type Response = UpdateDownloadCategoryResponse;
}

/// The response of `UpdateDownloadCategory`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateDownloadCategoryResponse {
    pub catid: Num,
}
