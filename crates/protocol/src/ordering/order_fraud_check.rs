//! `OrderFraudCheck`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Runs the fraud check on an order.
///
/// <https://developers.whmcs.com/api-reference/orderfraudcheck/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct OrderFraudCheck {
    #[param(refused = "Order ID Not Found")]
    pub orderid: u64,
    pub ipaddress: Option<String>,
}

impl Action for OrderFraudCheck {
    const NAME: &'static str = "OrderFraudCheck";
    const ACCESS: Access = Access::Write;
    type Response = OrderFraudCheckResponse;
}

/// The response of `OrderFraudCheck`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OrderFraudCheckResponse {
    pub module: Text,
    pub status: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results: Option<Text>,
}
