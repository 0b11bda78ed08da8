//! `GetAutomationCalendar`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDate, WireDateTime},
};

/// Tells what the automation ran on each day: how often, and how it went.
///
/// Ours: `GetAutomationLog` adds up what was counted, and says neither when nor why not.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAutomationCalendar {
    /// The first day; today if absent.
    pub startdate: Option<WireDate>,
    /// The last day; the first one if absent.
    pub enddate: Option<WireDate>,
}

impl Action for GetAutomationCalendar {
    const NAME: &'static str = "GetAutomationCalendar";
    const ACCESS: Access = Access::Read;
    type Response = GetAutomationCalendarResponse;
}

/// The response of `GetAutomationCalendar`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAutomationCalendarResponse {
    pub startdate: WireDate,
    pub enddate: WireDate,
    /// Every day of the time, in order.
    pub days: Many<AutomationDay>,
}

/// A day of the automation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AutomationDay {
    pub date: WireDate,
    /// `failed`, `unfinished`, `done`, `paused`, `nothing`, or `ahead` for a day to come; the
    /// first that is true.
    pub state: Text,
    pub runs: Num,
    pub failed: Num,
    /// Runs that did not come to an end, or are at it.
    pub unfinished: Num,
    /// The tasks that ran.
    pub tasks: Many<AutomationDayTask>,
    /// Titles of the tasks that were paused on this day, for some of it at least.
    pub paused: Many<Text>,
}

/// What the runs of a task on one day came to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AutomationDayTask {
    pub task: Text,
    pub title: Text,
    pub runs: Num,
    pub failed: Num,
    pub unfinished: Num,
    /// When the first began.
    pub firstrun: WireDateTime,
    /// When the last one ended.
    pub lastrun: WireDateTime,
    /// Why the last of them that failed did.
    pub error: Text,
}
