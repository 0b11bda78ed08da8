//! `UpdateTicketStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes a ticket status; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateTicketStatus {
    pub statusid: u64,
    pub color: Option<String>,
    pub order: Option<u64>,
    pub showactive: Option<Flag>,
    pub showawaiting: Option<Flag>,
    pub autoclose: Option<Flag>,
}

impl Action for UpdateTicketStatus {
    const NAME: &'static str = "UpdateTicketStatus";
    const ACCESS: Access = Access::Write;
    type Response = UpdateTicketStatusResponse;
}

/// The response of `UpdateTicketStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateTicketStatusResponse {
    pub statusid: Num,
}
