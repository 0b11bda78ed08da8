//! `DeleteTicketNote`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Deletes a note of a ticket.
///
/// <https://developers.whmcs.com/api-reference/deleteticketnote/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteTicketNote {
    #[param(refused = "Note ID Not Found")]
    pub noteid: u64,
}

impl Action for DeleteTicketNote {
    const NAME: &'static str = "DeleteTicketNote";
    const ACCESS: Access = Access::Write;
    type Response = DeleteTicketNoteResponse;
}

/// The response of `DeleteTicketNote`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteTicketNoteResponse {}
