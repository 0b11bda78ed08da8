//! `UpdateCalendarEvent`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Change, Num, WireDate},
};

/// Changes an event in the staff's calendar, all its times at once; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateCalendarEvent {
    pub eventid: u64,
    pub title: Option<String>,
    pub description: Change<String>,
    /// First day.
    pub startdate: Option<WireDate>,
    /// `HH:MM` on the company's clock; empty for the whole day.
    pub starttime: Change<String>,
    /// Last day; empty for the first one.
    pub enddate: Change<WireDate>,
    /// `HH:MM` on the last day; empty for none.
    pub endtime: Change<String>,
    /// `Never`, `Weekly`, `Monthly` or `Yearly`.
    pub recurring: Option<String>,
    /// The last day on which it may begin again; empty for without end.
    pub until: Change<WireDate>,
    /// Whose it is; 0 for everybody's.
    pub adminid: Option<u64>,
}

impl Action for UpdateCalendarEvent {
    const NAME: &'static str = "UpdateCalendarEvent";
    const ACCESS: Access = Access::Write;
    type Response = UpdateCalendarEventResponse;
}

/// The response of `UpdateCalendarEvent`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateCalendarEventResponse {
    pub eventid: Num,
}
