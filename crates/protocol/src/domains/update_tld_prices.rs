//! `UpdateTldPrices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Num, Numbered, Text},
};

/// Sets prices of an ending in one currency, for everybody or for a client group.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateTldPrices {
    pub extension: String,
    pub currencyid: u64,
    /// 0 or absent for everybody.
    pub groupid: Option<u64>,
    pub price: Numbered<TldPriceChange>,
}

impl Action for UpdateTldPrices {
    const NAME: &'static str = "UpdateTldPrices";
    const ACCESS: Access = Access::Write;
    type Response = UpdateTldPricesResponse;
}

/// The response of `UpdateTldPrices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateTldPricesResponse {
    pub extension: Text,
    pub numchanges: Num,
}

/// A price to set.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct TldPriceChange {
    /// `register`, `transfer` or `renew`.
    pub kind: String,
    pub years: u64,
    /// Below zero: not offered.
    pub amount: Amount,
}
