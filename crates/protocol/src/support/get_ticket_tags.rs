//! `GetTicketTags`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists the words that tickets are marked with, or those of one ticket.
///
/// Ours: WHMCS has it on a page only.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicketTags {
    /// Only the tags of this ticket.
    pub ticketid: Option<u64>,
    /// What they begin with.
    pub search: Option<String>,
}

impl Action for GetTicketTags {
    const NAME: &'static str = "GetTicketTags";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketTagsResponse;
}

/// The response of `GetTicketTags`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketTagsResponse {
    pub tags: Wrap<TicketTags>,
}

/// The list of `tags`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketTags {
    pub tag: Many<TicketTag>,
}

/// A tag.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketTag {
    pub tag: Text,
    /// Tickets that have it.
    pub tickets: Num,
}
