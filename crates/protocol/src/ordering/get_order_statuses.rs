//! `GetOrderStatuses`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Counts the orders in each status.
///
/// <https://developers.whmcs.com/api-reference/getorderstatuses/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetOrderStatuses {}

impl Action for GetOrderStatuses {
    const NAME: &'static str = "GetOrderStatuses";
    const ACCESS: Access = Access::Read;
    type Response = GetOrderStatusesResponse;
}

/// The response of `GetOrderStatuses`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetOrderStatusesResponse {
    pub totalresults: Num,
    pub statuses: Wrap<OrderStatuses>,
}

/// The list of `statuses`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OrderStatuses {
    pub status: Many<OrderStatusCount>,
}

/// How many orders are in a status.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OrderStatusCount {
    pub title: Text,
    pub count: Num,
}
