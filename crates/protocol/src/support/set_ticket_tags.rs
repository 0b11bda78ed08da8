//! `SetTicketTags`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Many, Num, Text},
};

/// Marks a ticket with exactly these words, at most 20 of at most 40 letters.
///
/// Ours: WHMCS has it on a page only.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SetTicketTags {
    #[param(missing = "Ticket ID Required")]
    pub ticketid: u64,
    /// Words, separated by commas; none takes all away.
    pub tags: Csv<String>,
}

impl Action for SetTicketTags {
    const NAME: &'static str = "SetTicketTags";
    const ACCESS: Access = Access::Write;
    type Response = SetTicketTagsResponse;
}

/// The response of `SetTicketTags`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SetTicketTagsResponse {
    pub ticketid: Num,
    pub tags: Many<Text>,
}
