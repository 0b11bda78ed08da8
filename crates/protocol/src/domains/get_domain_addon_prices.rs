//! `GetDomainAddonPrices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, Text, Wrap},
};

/// Lists what DNS management, mail forwarding and ID protection cost a year with any domain name,
/// in every currency.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetDomainAddonPrices {}

impl Action for GetDomainAddonPrices {
    const NAME: &'static str = "GetDomainAddonPrices";
    const ACCESS: Access = Access::Read;
    type Response = GetDomainAddonPricesResponse;
}

/// The response of `GetDomainAddonPrices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetDomainAddonPricesResponse {
    pub prices: Wrap<DomainAddonPricesList>,
}

/// The list of `prices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainAddonPricesList {
    pub price: Many<DomainAddonPrices>,
}

/// The prices of a year in one currency; 0 is free.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainAddonPrices {
    pub currencyid: Num,
    pub currencycode: Text,
    pub dnsmanagement: Amount,
    pub emailforwarding: Amount,
    pub idprotection: Amount,
}
