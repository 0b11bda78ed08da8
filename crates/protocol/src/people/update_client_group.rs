//! `UpdateClientGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes a client group; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateClientGroup {
    pub groupid: u64,
    pub name: Option<String>,
    /// `#rrggbb`.
    pub colour: Option<String>,
    pub discountpercent: Option<String>,
    pub suspendterminateexempt: Option<Flag>,
    pub separateinvoices: Option<Flag>,
    /// Day of the month on which renewals are due together: 1 to 31, 0 for the house's, -1 for
    /// none.
    pub billingday: Option<i64>,
}

impl Action for UpdateClientGroup {
    const NAME: &'static str = "UpdateClientGroup";
    const ACCESS: Access = Access::Write;
    type Response = UpdateClientGroupResponse;
}

/// The response of `UpdateClientGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateClientGroupResponse {
    pub groupid: Num,
}
