//! `GetEvents`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists what happened, oldest first, from a place on; or the newest first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetEvents {
    /// The id of the last event that is known; the first one if absent.
    pub after: Option<u64>,
    /// Only this kind.
    pub kind: Option<String>,
    pub clientid: Option<u64>,
    /// The newest first, and how many there are.
    pub newest: Flag,
    /// Rows to skip where the newest come first; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetEvents {
    const NAME: &'static str = "GetEvents";
    const ACCESS: Access = Access::Read;
    type Response = GetEventsResponse;
}

/// The response of `GetEvents`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetEventsResponse {
    /// Only where the newest come first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totalresults: Option<Num>,
    pub numreturned: Num,
    /// Where to go on.
    pub lastid: Num,
    pub events: Wrap<Events>,
}

/// The list of `events`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Events {
    pub event: Many<Event>,
}

/// Something that happened.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Event {
    pub id: Num,
    pub kind: Text,
    pub date: WireDateTime,
    pub clientid: Num,
    /// What belongs to it, as JSON.
    pub data: Text,
}
