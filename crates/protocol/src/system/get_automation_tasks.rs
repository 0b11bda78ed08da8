//! `GetAutomationTasks`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Tree, WireDate, WireDateTime},
};

/// Lists the tasks of the automation: schedule, last and next run.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAutomationTasks {}

impl Action for GetAutomationTasks {
    const NAME: &'static str = "GetAutomationTasks";
    const ACCESS: Access = Access::Read;
    type Response = GetAutomationTasksResponse;
}

/// The response of `GetAutomationTasks`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAutomationTasksResponse {
    pub totalresults: Num,
    pub tasks: Many<AutomationTask>,
    /// What this node leaves alone for a while, because call after call of it failed.
    pub leftalone: Many<LeftAloneTarget>,
}

/// A gateway, registrar, server or the mail server that is left alone; what is to be done there
/// waits.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct LeftAloneTarget {
    pub target: Text,
    /// Since when it has answered nothing.
    pub since: WireDateTime,
    /// When it is called again; nothing while a first call tries it.
    pub until: WireDateTime,
}

/// One task.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AutomationTask {
    pub task: Text,
    pub title: Text,
    /// Whether the settings want it.
    pub enabled: Bool,
    pub paused: Bool,
    /// `HH:MM` in the company's time zone; empty for a task that runs every so many minutes.
    pub time: Text,
    /// 0 for a daily task.
    pub everyminutes: Num,
    pub running: Bool,
    /// The last day whose run came to its end.
    pub lastday: WireDate,
    pub lastrun: WireDateTime,
    pub nextrun: WireDateTime,
    /// What the last run counted.
    pub counters: Tree,
    pub error: Text,
    /// Why its run waits for approval; empty when none does.
    pub waitsforapproval: Text,
}
