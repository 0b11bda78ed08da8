//! `RunAutomation`: its parameters and response.

use serde::{Deserialize, Serialize};

use super::AutomationRan;
use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Many, WireDate},
};

/// Runs tasks of the automation now, or only says what they would do.
///
/// Ours: a WHMCS is run by its cron.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct RunAutomation {
    /// Names or titles, separated by commas; all tasks if absent.
    pub task: Option<String>,
    /// The day it is for; today if absent. A day to come can only be tried.
    pub date: Option<WireDate>,
    /// Do everything, answer as if done, keep nothing.
    pub dryrun: Flag,
    pub clientid: Option<u64>,
}

impl Action for RunAutomation {
    const NAME: &'static str = "RunAutomation";
    const ACCESS: Access = Access::Write;
    type Response = RunAutomationResponse;
}

/// The response of `RunAutomation`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RunAutomationResponse {
    pub date: WireDate,
    pub tasks: Many<AutomationRan>,
}
