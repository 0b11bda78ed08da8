//! `AddProjectTask`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Text, WireDate},
};

/// Adds a task to a project.
///
/// <https://developers.whmcs.com/api-reference/addprojecttask/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddProjectTask {
    #[param(missing = "Project ID not Set", malformed = "Project ID Not Found")]
    pub projectid: u64,
    pub duedate: WireDate,
    #[param(malformed = "Admin ID Not Found")]
    pub adminid: Option<u64>,
    pub task: Option<String>,
    pub notes: Option<String>,
    pub completed: Flag,
    pub billed: Flag,
}

impl Action for AddProjectTask {
    const NAME: &'static str = "AddProjectTask";
    const ACCESS: Access = Access::Write;
    type Response = AddProjectTaskResponse;
}

/// The response of `AddProjectTask`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddProjectTaskResponse {
    pub message: Text,
}
