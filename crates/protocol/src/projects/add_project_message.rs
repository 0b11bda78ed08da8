//! `AddProjectMessage`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Adds a message to a project.
///
/// <https://developers.whmcs.com/api-reference/addprojectmessage/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddProjectMessage {
    #[param(missing = "Project ID not Set", malformed = "Project ID Not Found")]
    pub projectid: u64,
    #[param(missing = "Message not Entered")]
    pub message: String,
    #[param(malformed = "Admin ID Not Found")]
    pub adminid: Option<u64>,
}

impl Action for AddProjectMessage {
    const NAME: &'static str = "AddProjectMessage";
    const ACCESS: Access = Access::Write;
    type Response = AddProjectMessageResponse;
}

/// The response of `AddProjectMessage`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddProjectMessageResponse {
    pub message: Text,
}
