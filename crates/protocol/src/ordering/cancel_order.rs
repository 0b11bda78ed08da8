//! `CancelOrder`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Flag};

/// Cancels a pending order.
///
/// <https://developers.whmcs.com/api-reference/cancelorder/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CancelOrder {
    #[param(refused = "Order ID not found or Status not Pending")]
    pub orderid: u64,
    pub cancelsub: Flag,
    /// No mail is sent.
    pub noemail: Flag,
}

impl Action for CancelOrder {
    const NAME: &'static str = "CancelOrder";
    const ACCESS: Access = Access::Write;
    type Response = CancelOrderResponse;
}

/// The response of `CancelOrder`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CancelOrderResponse {}
