//! `StartTaskTimer`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Starts a task's timer.
///
/// <https://developers.whmcs.com/api-reference/starttasktimer/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct StartTaskTimer {
    /// A timer to start again. Live servers take `taskid` instead and make a new timer.
    #[param(malformed = "Timer ID Not Found")]
    pub timerid: Option<u64>,
    #[param(malformed = "Task ID Not Found")]
    pub taskid: Option<u64>,
    #[param(missing = "Project ID is Required", malformed = "Project ID Not Found")]
    pub projectid: u64,
    #[param(malformed = "Admin ID Not Found")]
    pub adminid: Option<u64>,
    /// Seconds since 1970; now if absent.
    pub start_time: Option<i64>,
    /// Seconds since 1970; it runs on if absent.
    pub end_time: Option<i64>,
}

impl Action for StartTaskTimer {
    const NAME: &'static str = "StartTaskTimer";
    const ACCESS: Access = Access::Write;
    type Response = StartTaskTimerResponse;
}

/// The response of `StartTaskTimer`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StartTaskTimerResponse {
    pub message: Text,
}
