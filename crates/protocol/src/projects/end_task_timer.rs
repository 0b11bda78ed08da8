//! `EndTaskTimer`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Stops a task's timer.
///
/// <https://developers.whmcs.com/api-reference/endtasktimer/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct EndTaskTimer {
    #[param(missing = "Timer ID Not Set", malformed = "Timer ID Not Found")]
    pub timerid: u64,
    #[param(malformed = "Project ID Not Found")]
    pub projectid: Option<u64>,
    #[param(malformed = "Admin ID Not Found")]
    pub adminid: Option<u64>,
    /// Seconds since 1970; now if absent.
    pub end_time: Option<i64>,
}

impl Action for EndTaskTimer {
    const NAME: &'static str = "EndTaskTimer";
    const ACCESS: Access = Access::Write;
    type Response = EndTaskTimerResponse;
}

/// The response of `EndTaskTimer`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EndTaskTimerResponse {
    pub message: Text,
}
