//! `GetSupportDepartments`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Flag, Many, Num, NumText, Text, Wrap},
};

/// Lists support departments.
///
/// <https://developers.whmcs.com/api-reference/getsupportdepartments/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSupportDepartments {
    pub ignore_dept_assignments: Flag,
}

impl Action for GetSupportDepartments {
    const NAME: &'static str = "GetSupportDepartments";
    const ACCESS: Access = Access::Read;
    type Response = GetSupportDepartmentsResponse;
}

/// The response of `GetSupportDepartments`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSupportDepartmentsResponse {
    pub totalresults: Num,
    pub departments: Wrap<SupportDepartments>,
}

/// The list of `departments`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SupportDepartments {
    pub department: Many<SupportDepartment>,
}

/// A support department; all numbers are text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SupportDepartment {
    pub id: NumText,
    pub name: Text,
    pub awaitingreply: NumText,
    pub opentickets: NumText,
    /// Whether it is kept from clients; ours, told to the office where it is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<Bool>,
    /// Whether it is kept from guests; ours, told where it is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clientsonly: Option<Bool>,
}
