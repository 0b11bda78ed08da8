//! `DeleteSupportDepartment`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a support department that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteSupportDepartment {
    pub deptid: u64,
}

impl Action for DeleteSupportDepartment {
    const NAME: &'static str = "DeleteSupportDepartment";
    const ACCESS: Access = Access::Write;
    type Response = DeleteSupportDepartmentResponse;
}

/// The response of `DeleteSupportDepartment`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteSupportDepartmentResponse {
    pub deptid: Num,
}
