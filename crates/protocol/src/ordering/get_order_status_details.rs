//! `GetOrderStatusDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists every order status with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetOrderStatusDetails {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetOrderStatusDetails {
    const NAME: &'static str = "GetOrderStatusDetails";
    const ACCESS: Access = Access::Read;
    type Response = GetOrderStatusDetailsResponse;
}

/// The response of `GetOrderStatusDetails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetOrderStatusDetailsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub statuses: Wrap<OrderStatusEntryList>,
}

/// The list of `statuses`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OrderStatusEntryList {
    pub orderstatus: Many<OrderStatusEntry>,
}

/// An order status.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OrderStatusEntry {
    pub statusid: Num,
    pub title: Text,
    pub color: Text,
    pub showpending: Bool,
    pub showactive: Bool,
    pub showcancelled: Bool,
    pub order: Num,
}
