//! `UpdateOrderStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes an order status; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateOrderStatus {
    pub statusid: u64,
    pub color: Option<String>,
    pub showpending: Option<Flag>,
    pub showactive: Option<Flag>,
    pub showcancelled: Option<Flag>,
    pub order: Option<u64>,
}

impl Action for UpdateOrderStatus {
    const NAME: &'static str = "UpdateOrderStatus";
    const ACCESS: Access = Access::Write;
    type Response = UpdateOrderStatusResponse;
}

/// The response of `UpdateOrderStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateOrderStatusResponse {
    pub statusid: Num,
}
