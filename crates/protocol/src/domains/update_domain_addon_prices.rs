//! `UpdateDomainAddonPrices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Num},
};

/// Sets what DNS management, mail forwarding and ID protection cost a year with any domain name,
/// in one currency. What names that have it renew for stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateDomainAddonPrices {
    pub currencyid: u64,
    /// A year; 0 is free. What is absent stays.
    pub dnsmanagement: Option<Amount>,
    pub emailforwarding: Option<Amount>,
    pub idprotection: Option<Amount>,
}

impl Action for UpdateDomainAddonPrices {
    const NAME: &'static str = "UpdateDomainAddonPrices";
    const ACCESS: Access = Access::Write;
    type Response = UpdateDomainAddonPricesResponse;
}

/// The response of `UpdateDomainAddonPrices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateDomainAddonPricesResponse {
    pub currencyid: Num,
    pub numchanges: Num,
}
