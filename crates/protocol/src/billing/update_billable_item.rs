//! `UpdateBillableItem`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Num, WireDate},
};

/// Changes a thing to be invoiced later.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateBillableItem {
    pub billableid: u64,
    pub description: Option<String>,
    /// In the client's currency, for all of it.
    pub amount: Option<Amount>,
    /// The day of its next invoice.
    pub duedate: Option<WireDate>,
}

impl Action for UpdateBillableItem {
    const NAME: &'static str = "UpdateBillableItem";
    const ACCESS: Access = Access::Write;
    type Response = UpdateBillableItemResponse;
}

/// The response of `UpdateBillableItem`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateBillableItemResponse {
    pub billableid: Num,
}
