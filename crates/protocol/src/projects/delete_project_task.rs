//! `DeleteProjectTask`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Deletes a task.
///
/// <https://developers.whmcs.com/api-reference/deleteprojecttask/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteProjectTask {
    #[param(missing = "Project ID is Required", malformed = "Project ID Not Found")]
    pub projectid: u64,
    #[param(missing = "Task ID is Required", malformed = "Task ID Not Found")]
    pub taskid: u64,
}

impl Action for DeleteProjectTask {
    const NAME: &'static str = "DeleteProjectTask";
    const ACCESS: Access = Access::Write;
    type Response = DeleteProjectTaskResponse;
}

/// The response of `DeleteProjectTask`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteProjectTaskResponse {
    pub message: Text,
}
