//! `DeleteOrderStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes an order status that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteOrderStatus {
    pub statusid: u64,
}

impl Action for DeleteOrderStatus {
    const NAME: &'static str = "DeleteOrderStatus";
    const ACCESS: Access = Access::Write;
    type Response = DeleteOrderStatusResponse;
}

/// The response of `DeleteOrderStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteOrderStatusResponse {
    pub statusid: Num,
}
