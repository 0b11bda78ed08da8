//! `AddTicketPredefinedCat`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Adds a predefined reply category.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddTicketPredefinedCat {
    pub name: String,
    pub parentid: Option<u64>,
}

impl Action for AddTicketPredefinedCat {
    const NAME: &'static str = "AddTicketPredefinedCat";
    const ACCESS: Access = Access::Write;
    type Response = AddTicketPredefinedCatResponse;
}

/// The response of `AddTicketPredefinedCat`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddTicketPredefinedCatResponse {
    pub catid: Num,
}
