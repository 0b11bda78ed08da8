//! `AddTicketStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Adds a ticket status.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddTicketStatus {
    pub title: String,
    pub color: String,
    pub order: Option<u64>,
    pub showactive: Option<Flag>,
    pub showawaiting: Option<Flag>,
    pub autoclose: Option<Flag>,
}

impl Action for AddTicketStatus {
    const NAME: &'static str = "AddTicketStatus";
    const ACCESS: Access = Access::Write;
    type Response = AddTicketStatusResponse;
}

/// The response of `AddTicketStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddTicketStatusResponse {
    pub statusid: Num,
}
