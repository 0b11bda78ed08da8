//! `UpdateTicketPredefinedCat`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Changes a predefined reply category; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateTicketPredefinedCat {
    pub catid: u64,
    pub name: Option<String>,
    pub parentid: Option<u64>,
}

impl Action for UpdateTicketPredefinedCat {
    const NAME: &'static str = "UpdateTicketPredefinedCat";
    const ACCESS: Access = Access::Write;
    type Response = UpdateTicketPredefinedCatResponse;
}

/// The response of `UpdateTicketPredefinedCat`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateTicketPredefinedCatResponse {
    pub catid: Num,
}
