//! `MergeTicket`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, NumText},
};

/// Merges tickets into one.
///
/// <https://developers.whmcs.com/api-reference/mergeticket/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct MergeTicket {
    #[param(missing = "Ticket ID Required", malformed = "Ticket ID Invalid")]
    pub ticketid: u64,
    #[param(required)]
    pub mergeticketids: Csv<u64>,
    pub newsubject: Option<String>,
}

impl Action for MergeTicket {
    const NAME: &'static str = "MergeTicket";
    const ACCESS: Access = Access::Write;
    type Response = MergeTicketResponse;
}

/// The response of `MergeTicket`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct MergeTicketResponse {
    pub ticketid: NumText,
}
