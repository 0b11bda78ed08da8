//! `GetTldPrices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, Many, Num, Text, Wrap},
};

/// Lists every price of the endings that are sold, for all currencies and client groups, with
/// costs.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTldPrices {
    /// Only of this ending.
    pub extension: Option<String>,
}

impl Action for GetTldPrices {
    const NAME: &'static str = "GetTldPrices";
    const ACCESS: Access = Access::Read;
    type Response = GetTldPricesResponse;
}

/// The response of `GetTldPrices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTldPricesResponse {
    pub tlds: Wrap<TldWithPricesList>,
}

/// The list of `tlds`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TldWithPricesList {
    pub tld: Many<TldWithPrices>,
}

/// An ending that is sold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TldWithPrices {
    pub id: Num,
    pub extension: Text,
    pub registrar: Text,
    /// `hot`, `new`, `sale` or empty.
    pub group: Text,
    pub idprotection: Bool,
    pub dnsmanagement: Bool,
    pub emailforwarding: Bool,
    pub eppcode: Bool,
    pub graceperioddays: Num,
    /// In the default currency.
    pub graceperiodfee: Amount,
    pub redemptionperioddays: Num,
    /// In the default currency.
    pub redemptionperiodfee: Amount,
    pub prices: Wrap<TldPriceLineList>,
}

/// The list of `prices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TldPriceLineList {
    pub price: Many<TldPriceLine>,
}

/// A price of an ending.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TldPriceLine {
    pub kind: Text,
    pub years: Num,
    pub currencyid: Num,
    /// 0 for everybody.
    pub groupid: Num,
    pub price: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Amount>,
    pub belowcost: Bool,
}
