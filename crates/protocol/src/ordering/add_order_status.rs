//! `AddOrderStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Adds an order status.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddOrderStatus {
    pub title: String,
    pub color: Option<String>,
    pub showpending: Option<Flag>,
    pub showactive: Option<Flag>,
    pub showcancelled: Option<Flag>,
    pub order: Option<u64>,
}

impl Action for AddOrderStatus {
    const NAME: &'static str = "AddOrderStatus";
    const ACCESS: Access = Access::Write;
    type Response = AddOrderStatusResponse;
}

/// The response of `AddOrderStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddOrderStatusResponse {
    pub statusid: Num,
}
