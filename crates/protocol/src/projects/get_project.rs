//! `GetProject`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{BoolNum, EmptyOrWrap, Many, Num, Text, WireDate, WireDateTime, Wrap},
};

/// Gets one project with its tasks and messages.
///
/// <https://developers.whmcs.com/api-reference/getproject/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetProject {
    #[param(missing = "Project ID Not Set", malformed = "Project ID Not Found")]
    pub projectid: u64,
}

impl Action for GetProject {
    const NAME: &'static str = "GetProject";
    const ACCESS: Access = Access::Read;
    type Response = GetProjectResponse;
}

/// The response of `GetProject`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetProjectResponse {
    pub projectinfo: ProjectInfo,
    pub tasks: Wrap<ProjectTasks>,
    pub messages: Wrap<ProjectMessages>,
}

/// The list of `tasks`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProjectTasks {
    pub task: Many<ProjectTask>,
}

/// The list of `messages`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProjectMessages {
    pub message: Many<ProjectMessage>,
}

/// A project itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProjectInfo {
    pub id: Num,
    pub userid: Num,
    pub title: Text,
    pub attachments: Text,
    pub ticketids: Text,
    pub invoiceids: Text,
    pub notes: Text,
    pub adminid: Num,
    pub status: Text,
    pub created: WireDate,
    pub duedate: WireDate,
    pub completed: BoolNum,
    pub lastmodified: WireDateTime,
}

/// A task of a project.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProjectTask {
    pub id: Num,
    pub projectid: Num,
    pub task: Text,
    pub notes: Text,
    pub adminid: Num,
    pub created: WireDateTime,
    pub duedate: WireDate,
    pub completed: BoolNum,
    pub billed: BoolNum,
    pub order: Num,
    pub timelogs: EmptyOrWrap<TimeLogs>,
}

/// The list of a task's timers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TimeLogs {
    pub timelog: Many<TimeLog>,
}

/// A run of a task's timer; `start` and `end` are seconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TimeLog {
    pub id: Num,
    pub projectid: Num,
    pub taskid: Num,
    pub adminid: Num,
    pub start: Num,
    pub end: Num,
    pub donotbill: BoolNum,
    pub starttime: WireDateTime,
    pub endtime: WireDateTime,
}

/// A message of a project.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProjectMessage {
    pub id: Num,
    pub projectid: Num,
    pub date: WireDateTime,
    pub message: Text,
    pub attachments: Text,
    pub adminid: Num,
}
