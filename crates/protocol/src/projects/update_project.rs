//! `UpdateProject`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Change, Flag, Text, WireDate},
};

/// Changes a project.
///
/// <https://developers.whmcs.com/api-reference/updateproject/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateProject {
    #[param(missing = "Project ID Not Set", malformed = "Project ID Not Found")]
    pub projectid: u64,
    #[param(malformed = "Admin ID Not Found")]
    pub adminid: Option<u64>,
    #[param(malformed = "Client ID Not Found")]
    pub userid: Option<u64>,
    pub status: Option<String>,
    pub created: Option<WireDate>,
    pub duedate: Option<WireDate>,
    pub completed: Option<Flag>,
    pub title: Option<String>,
    /// Separated by commas; empty: none any more.
    pub ticketids: Change<String>,
    /// Separated by commas; empty: none any more.
    pub invoiceids: Change<String>,
    /// Empty: none any more.
    pub notes: Change<String>,
}

impl Action for UpdateProject {
    const NAME: &'static str = "UpdateProject";
    const ACCESS: Access = Access::Write;
    type Response = UpdateProjectResponse;
}

/// The response of `UpdateProject`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateProjectResponse {
    pub message: Text,
}
