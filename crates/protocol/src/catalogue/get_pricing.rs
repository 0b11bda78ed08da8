//! `GetPricing`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, Text, Wrap},
};

/// Lists the prices of a product, addon or choice of an option.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetPricing {
    /// `product`, `addon` or `choice`.
    pub kind: String,
    pub relid: u64,
}

impl Action for GetPricing {
    const NAME: &'static str = "GetPricing";
    const ACCESS: Access = Access::Read;
    type Response = GetPricingResponse;
}

/// The response of `GetPricing`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetPricingResponse {
    pub prices: Wrap<PriceLineList>,
}

/// The list of `prices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PriceLineList {
    pub price: Many<PriceLine>,
}

/// A price in one currency for one cycle.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PriceLine {
    pub currencyid: Num,
    pub cycle: Text,
    pub price: Amount,
    pub setupfee: Amount,
}
