//! `ApproveAutomationBrake`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Lets a run go on that stopped because it would suspend, end or charge unusually much.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ApproveAutomationBrake {
    /// The task's name or title.
    pub task: String,
}

impl Action for ApproveAutomationBrake {
    const NAME: &'static str = "ApproveAutomationBrake";
    const ACCESS: Access = Access::Write;
    type Response = ApproveAutomationBrakeResponse;
}

/// The response of `ApproveAutomationBrake`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ApproveAutomationBrakeResponse {
    pub task: Text,
}
