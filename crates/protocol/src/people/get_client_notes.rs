//! `GetClientNotes`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the notes of staff on a client, sticky ones first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientNotes {
    pub userid: u64,
}

impl Action for GetClientNotes {
    const NAME: &'static str = "GetClientNotes";
    const ACCESS: Access = Access::Read;
    type Response = GetClientNotesResponse;
}

/// The response of `GetClientNotes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientNotesResponse {
    pub totalresults: Num,
    pub notes: Wrap<ClientNoteEntryList>,
}

/// The list of `notes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientNoteEntryList {
    pub note: Many<ClientNoteEntry>,
}

/// A note on a client.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientNoteEntry {
    pub id: Num,
    pub userid: Num,
    pub adminid: Num,
    pub note: Text,
    pub sticky: Bool,
    pub created: WireDateTime,
    pub modified: WireDateTime,
}
