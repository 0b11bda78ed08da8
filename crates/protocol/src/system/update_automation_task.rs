//! `UpdateAutomationTask`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Text},
};

/// Pauses a task of the automation, lets it go on, or sets its time of day.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateAutomationTask {
    /// Its name or title.
    pub task: String,
    pub paused: Option<Flag>,
    /// `HH:MM` in the company's time zone; empty for the usual time.
    pub time: Option<String>,
}

impl Action for UpdateAutomationTask {
    const NAME: &'static str = "UpdateAutomationTask";
    const ACCESS: Access = Access::Write;
    type Response = UpdateAutomationTaskResponse;
}

/// The response of `UpdateAutomationTask`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateAutomationTaskResponse {
    pub task: Text,
}
