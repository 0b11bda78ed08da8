//! `DeleteBillableItem`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a thing that was never invoiced; one that was is only invoiced no more.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteBillableItem {
    pub billableid: u64,
}

impl Action for DeleteBillableItem {
    const NAME: &'static str = "DeleteBillableItem";
    const ACCESS: Access = Access::Write;
    type Response = DeleteBillableItemResponse;
}

/// The response of `DeleteBillableItem`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteBillableItemResponse {
    pub billableid: Num,
}
