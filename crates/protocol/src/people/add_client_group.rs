//! `AddClientGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Adds a client group.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddClientGroup {
    pub name: String,
    /// `#rrggbb`.
    pub colour: Option<String>,
    pub discountpercent: Option<String>,
    pub suspendterminateexempt: Option<Flag>,
    pub separateinvoices: Option<Flag>,
    /// Day of the month on which renewals are due together: 1 to 31, 0 for the house's, -1 for
    /// none.
    pub billingday: Option<i64>,
}

impl Action for AddClientGroup {
    const NAME: &'static str = "AddClientGroup";
    const ACCESS: Access = Access::Write;
    type Response = AddClientGroupResponse;
}

/// The response of `AddClientGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddClientGroupResponse {
    pub groupid: Num,
}
