//! `DeleteOrder`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Deletes a cancelled or fraudulent order with everything in it.
///
/// <https://developers.whmcs.com/api-reference/deleteorder/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteOrder {
    #[param(refused = "Order ID not found")]
    pub orderid: u64,
}

impl Action for DeleteOrder {
    const NAME: &'static str = "DeleteOrder";
    const ACCESS: Access = Access::Write;
    type Response = DeleteOrderResponse;
}

/// The response of `DeleteOrder`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteOrderResponse {}
