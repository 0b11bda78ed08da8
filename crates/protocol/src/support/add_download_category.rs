//! `AddDownloadCategory`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Adds a category of downloads.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddDownloadCategory {
    pub name: String,
    /// The category that it is in; 0 for none.
    pub parentid: Option<u64>,
    pub description: Option<String>,
    /// Only the staff sees it and what is in it.
    pub hidden: Option<Flag>,
    pub order: Option<u64>,
}

impl Action for AddDownloadCategory {
    const NAME: &'static str = "AddDownloadCategory";
    const ACCESS: Access = Access::Write;
    type Response = AddDownloadCategoryResponse;
}

/// The response of `AddDownloadCategory`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddDownloadCategoryResponse {
    pub catid: Num,
}
