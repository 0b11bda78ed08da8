//! `GetTicketNotes`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, NumText, Text, WireDateTime, Wrap},
};

/// Lists the staff notes of a ticket.
///
/// <https://developers.whmcs.com/api-reference/getticketnotes/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicketNotes {
    pub ticketid: u64,
}

impl Action for GetTicketNotes {
    const NAME: &'static str = "GetTicketNotes";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketNotesResponse;
}

/// The response of `GetTicketNotes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketNotesResponse {
    pub totalresults: Num,
    pub notes: Wrap<NoteList>,
}

/// The list of `notes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NoteList {
    pub note: Many<ListedTicketNote>,
}

/// A staff note of a ticket.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ListedTicketNote {
    pub id: NumText,
    pub admin: Text,
    pub date: WireDateTime,
    pub message: Text,
    pub attachment: Text,
    pub attachments_removed: Bool,
}
