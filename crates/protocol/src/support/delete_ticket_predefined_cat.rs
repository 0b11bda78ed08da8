//! `DeleteTicketPredefinedCat`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a predefined reply category that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteTicketPredefinedCat {
    pub catid: u64,
}

impl Action for DeleteTicketPredefinedCat {
    const NAME: &'static str = "DeleteTicketPredefinedCat";
    const ACCESS: Access = Access::Write;
    type Response = DeleteTicketPredefinedCatResponse;
}

/// The response of `DeleteTicketPredefinedCat`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteTicketPredefinedCatResponse {
    pub catid: Num,
}
