//! `CreateProject`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num, Text, WireDate},
};

/// Creates a project.
///
/// <https://developers.whmcs.com/api-reference/createproject/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CreateProject {
    #[param(missing = "Project Title is Required.")]
    pub title: String,
    #[param(missing = "Admin ID not Set", malformed = "Admin ID Not Found")]
    pub adminid: u64,
    #[param(malformed = "Client ID Not Found")]
    pub userid: Option<u64>,
    pub status: Option<String>,
    pub created: Option<WireDate>,
    pub duedate: Option<WireDate>,
    pub completed: Flag,
    /// Separated by commas.
    pub ticketids: Option<String>,
    /// Separated by commas.
    pub invoiceids: Option<String>,
}

impl Action for CreateProject {
    const NAME: &'static str = "CreateProject";
    const ACCESS: Access = Access::Write;
    type Response = CreateProjectResponse;
}

/// The response of `CreateProject`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CreateProjectResponse {
    pub message: Text,
    pub projectid: Num,
}
