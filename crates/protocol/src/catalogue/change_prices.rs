//! `ChangePrices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, Csv, Flag, Many, Num, Text, Wrap},
};

/// Changes the prices of many products at once; without `apply` it only tells what would change.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ChangePrices {
    /// Products; every one that is not retired if absent.
    pub pids: Csv<u64>,
    /// Only products of this group.
    pub gid: Option<u64>,
    /// Only prices in this currency.
    pub currencyid: Option<u64>,
    /// Only these cycles, such as `monthly,annually`.
    pub cycles: Csv<String>,
    /// `percent`, or `amount`, which needs a currency.
    pub changetype: String,
    /// How much up or, below zero, down.
    pub amount: String,
    /// `none`, `0.50` for multiples, or `x.99` for an ending; upwards.
    pub rounding: Option<String>,
    /// Also what existing services renew at, where that is the list price.
    pub services: Flag,
    /// Writes to the clients of these services.
    pub notice: Flag,
    pub apply: Flag,
}

impl Action for ChangePrices {
    const NAME: &'static str = "ChangePrices";
    const ACCESS: Access = Access::Write;
    type Response = ChangePricesResponse;
}

/// The response of `ChangePrices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ChangePricesResponse {
    pub applied: Bool,
    pub numprices: Num,
    pub numservices: Num,
    pub numclients: Num,
    pub lines: Wrap<PriceChangeLineList>,
}

/// The list of `lines`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PriceChangeLineList {
    pub line: Many<PriceChangeLine>,
}

/// A price, now and then.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PriceChangeLine {
    pub pid: Num,
    pub name: Text,
    pub cycle: Text,
    pub currency: Text,
    pub oldprice: Amount,
    pub newprice: Amount,
    /// Services that renew at the old price.
    pub services: Num,
}
