//! `GetStaffNotices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the notices on the board of the staff: pinned ones first, then the newest.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetStaffNotices {}

impl Action for GetStaffNotices {
    const NAME: &'static str = "GetStaffNotices";
    const ACCESS: Access = Access::Read;
    type Response = GetStaffNoticesResponse;
}

/// The response of `GetStaffNotices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetStaffNoticesResponse {
    pub totalresults: Num,
    pub notices: Wrap<StaffNoticeList>,
}

/// The list of `notices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StaffNoticeList {
    pub notice: Many<StaffNotice>,
}

/// A notice.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StaffNotice {
    pub noticeid: Num,
    pub title: Text,
    /// Markdown.
    pub message: Text,
    pub pinned: Bool,
    /// Who wrote it.
    pub author: Text,
    pub created: WireDateTime,
    pub updated: WireDateTime,
}
