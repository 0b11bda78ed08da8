//! `DeleteTicketStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a ticket status that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteTicketStatus {
    pub statusid: u64,
}

impl Action for DeleteTicketStatus {
    const NAME: &'static str = "DeleteTicketStatus";
    const ACCESS: Access = Access::Write;
    type Response = DeleteTicketStatusResponse;
}

/// The response of `DeleteTicketStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteTicketStatusResponse {
    pub statusid: Num,
}
