//! `NoteTicketReader`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Many, Num, Text},
};

/// Notes for some seconds that a member of staff has a ticket open, and tells who else has.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct NoteTicketReader {
    pub ticketid: u64,
    /// Who reads it; the caller itself, if it is a member of staff.
    pub adminid: Option<u64>,
    /// The ticket was closed: the member is no reader any more.
    pub leaving: Flag,
}

impl Action for NoteTicketReader {
    const NAME: &'static str = "NoteTicketReader";
    const ACCESS: Access = Access::Write;
    type Response = NoteTicketReaderResponse;
}

/// The response of `NoteTicketReader`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NoteTicketReaderResponse {
    pub ticketid: Num,
    /// The names of the others.
    pub others: Many<Text>,
}
