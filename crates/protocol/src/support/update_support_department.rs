//! `UpdateSupportDepartment`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes a support department; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateSupportDepartment {
    pub deptid: u64,
    pub name: Option<String>,
    pub description: Option<String>,
    pub email: Option<String>,
    pub hidden: Option<Flag>,
    pub clientsonly: Option<Flag>,
    pub order: Option<u64>,
    pub preventclientclosure: Option<Flag>,
}

impl Action for UpdateSupportDepartment {
    const NAME: &'static str = "UpdateSupportDepartment";
    const ACCESS: Access = Access::Write;
    type Response = UpdateSupportDepartmentResponse;
}

/// The response of `UpdateSupportDepartment`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateSupportDepartmentResponse {
    pub deptid: Num,
}
