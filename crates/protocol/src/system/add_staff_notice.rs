//! `AddStaffNotice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Puts a notice on the board of the staff.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddStaffNotice {
    pub title: String,
    /// Markdown.
    pub message: Option<String>,
    /// It stands first.
    pub pinned: Option<Flag>,
}

impl Action for AddStaffNotice {
    const NAME: &'static str = "AddStaffNotice";
    const ACCESS: Access = Access::Write;
    type Response = AddStaffNoticeResponse;
}

/// The response of `AddStaffNotice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddStaffNoticeResponse {
    pub noticeid: Num,
}
