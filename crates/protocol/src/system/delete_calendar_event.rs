//! `DeleteCalendarEvent`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Takes an event out of the staff's calendar, with all its times.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteCalendarEvent {
    pub eventid: u64,
}

impl Action for DeleteCalendarEvent {
    const NAME: &'static str = "DeleteCalendarEvent";
    const ACCESS: Access = Access::Write;
    type Response = DeleteCalendarEventResponse;
}

/// The response of `DeleteCalendarEvent`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteCalendarEventResponse {
    pub eventid: Num,
}
