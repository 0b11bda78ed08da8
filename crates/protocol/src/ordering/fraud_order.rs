//! `FraudOrder`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Flag};

/// Marks an order as fraud.
///
/// <https://developers.whmcs.com/api-reference/fraudorder/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct FraudOrder {
    #[param(refused = "Order ID Not Found")]
    pub orderid: u64,
    pub cancelsub: Flag,
}

impl Action for FraudOrder {
    const NAME: &'static str = "FraudOrder";
    const ACCESS: Access = Access::Write;
    type Response = FraudOrderResponse;
}

/// The response of `FraudOrder`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct FraudOrderResponse {}
