//! `DeleteStaffNotice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Takes a notice off the board of the staff.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteStaffNotice {
    pub noticeid: u64,
}

impl Action for DeleteStaffNotice {
    const NAME: &'static str = "DeleteStaffNotice";
    const ACCESS: Access = Access::Write;
    type Response = DeleteStaffNoticeResponse;
}

/// The response of `DeleteStaffNotice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteStaffNoticeResponse {
    pub noticeid: Num,
}
