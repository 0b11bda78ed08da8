//! `UpdateStaffNotice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Change, Flag, Num},
};

/// Changes a notice on the board of the staff; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateStaffNotice {
    pub noticeid: u64,
    pub title: Option<String>,
    /// Markdown.
    pub message: Change<String>,
    /// It stands first.
    pub pinned: Option<Flag>,
}

impl Action for UpdateStaffNotice {
    const NAME: &'static str = "UpdateStaffNotice";
    const ACCESS: Access = Access::Write;
    type Response = UpdateStaffNoticeResponse;
}

/// The response of `UpdateStaffNotice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateStaffNoticeResponse {
    pub noticeid: Num,
}
