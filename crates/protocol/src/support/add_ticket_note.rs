//! `AddTicketNote`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, NewAttachment, Params,
    wire::{Flag, Group, Json64, List, WireDateTime},
};

/// Adds a staff note to a ticket.
///
/// <https://developers.whmcs.com/api-reference/addticketnote/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddTicketNote {
    #[param(missing = "Message is required")]
    pub message: String,
    pub ticketnum: Option<String>,
    #[param(malformed = "Ticket ID not found")]
    pub ticketid: Option<u64>,
    pub markdown: Flag,
    /// Files in base64.
    pub attachments: Option<Json64<List<Group<NewAttachment>>>>,
    #[param(malformed = "Invalid Date Format")]
    pub created: Option<WireDateTime>,
}

impl Action for AddTicketNote {
    const NAME: &'static str = "AddTicketNote";
    const ACCESS: Access = Access::Write;
    type Response = AddTicketNoteResponse;
}

/// The response of `AddTicketNote`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddTicketNoteResponse {}
