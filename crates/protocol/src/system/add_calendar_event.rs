//! `AddCalendarEvent`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, WireDate},
};

/// Writes an event into the staff's calendar.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddCalendarEvent {
    pub title: String,
    pub description: Option<String>,
    /// First day.
    pub startdate: WireDate,
    /// `HH:MM` on the company's clock; the whole day if absent.
    pub starttime: Option<String>,
    /// Last day; the first one if absent.
    pub enddate: Option<WireDate>,
    /// `HH:MM` on the last day.
    pub endtime: Option<String>,
    /// `Never`, `Weekly`, `Monthly` or `Yearly`; `Never` if absent.
    pub recurring: Option<String>,
    /// The last day on which it may begin again; without end if absent.
    pub until: Option<WireDate>,
    /// Whose it is; everybody's if absent or 0.
    pub adminid: Option<u64>,
}

impl Action for AddCalendarEvent {
    const NAME: &'static str = "AddCalendarEvent";
    const ACCESS: Access = Access::Write;
    type Response = AddCalendarEventResponse;
}

/// The response of `AddCalendarEvent`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddCalendarEventResponse {
    pub eventid: Num,
}
