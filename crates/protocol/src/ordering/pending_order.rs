//! `PendingOrder`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Sets an order and its items back to pending.
///
/// <https://developers.whmcs.com/api-reference/pendingorder/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct PendingOrder {
    #[param(refused = "Order ID Not Found")]
    pub orderid: u64,
}

impl Action for PendingOrder {
    const NAME: &'static str = "PendingOrder";
    const ACCESS: Access = Access::Write;
    type Response = PendingOrderResponse;
}

/// The response of `PendingOrder`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PendingOrderResponse {}
