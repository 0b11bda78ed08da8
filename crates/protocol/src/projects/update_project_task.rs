//! `UpdateProjectTask`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Text, WireDate},
};

/// Changes a task.
///
/// <https://developers.whmcs.com/api-reference/updateprojecttask/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateProjectTask {
    #[param(missing = "Task ID is Required", malformed = "Task ID Not Found")]
    pub taskid: u64,
    #[param(malformed = "Project ID Not Found")]
    pub projectid: Option<u64>,
    pub duedate: Option<WireDate>,
    #[param(malformed = "Admin ID Not Found")]
    pub adminid: Option<u64>,
    pub task: Option<String>,
    pub notes: Option<String>,
    pub completed: Option<Flag>,
}

impl Action for UpdateProjectTask {
    const NAME: &'static str = "UpdateProjectTask";
    const ACCESS: Access = Access::Write;
    type Response = UpdateProjectTaskResponse;
}

/// The response of `UpdateProjectTask`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateProjectTaskResponse {
    pub message: Text,
}
