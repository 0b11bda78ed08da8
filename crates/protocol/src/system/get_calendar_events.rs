//! `GetCalendarEvents`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDate, Wrap},
};

/// What is in the staff's calendar: its own events, and what is due, as far as the caller may see
/// the lists it comes from.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetCalendarEvents {
    /// First day; the first of this month if absent.
    pub from: Option<WireDate>,
    /// Last day, at most 400 days on; the end of the first one's month if absent.
    pub to: Option<WireDate>,
    /// Only everybody's and this person's events, to-dos and projects.
    pub adminid: Option<u64>,
    /// Only this event as it was written, whatever the days.
    pub eventid: Option<u64>,
}

impl Action for GetCalendarEvents {
    const NAME: &'static str = "GetCalendarEvents";
    const ACCESS: Access = Access::Read;
    type Response = GetCalendarEventsResponse;
}

/// The response of `GetCalendarEvents`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetCalendarEventsResponse {
    pub from: WireDate,
    pub to: WireDate,
    pub totalresults: Num,
    pub events: Wrap<CalendarEventList>,
}

/// The list of `events`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CalendarEventList {
    pub event: Many<CalendarEvent>,
}

/// One time of an event, or what is due on a day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CalendarEvent {
    /// `event`, `todo`, `project`, `projecttask`, `service`, `addon`, `domain` or `invoice`.
    pub kind: Text,
    /// The number of the event; 0 for what is due.
    pub eventid: Num,
    /// The number of the to-do or project; 0 for the rest.
    pub relid: Num,
    pub title: Text,
    pub description: Text,
    pub startdate: WireDate,
    /// `HH:MM`; empty when it takes the whole day.
    pub starttime: Text,
    pub enddate: WireDate,
    pub endtime: Text,
    /// How often it takes place.
    pub recurring: Text,
    /// The last day on which it may begin again.
    pub until: WireDate,
    /// Whose it is; 0 for everybody's.
    pub adminid: Num,
    /// How many are due on this day; 1 for what stands alone.
    pub count: Num,
    /// Who wrote it.
    pub author: Text,
}
