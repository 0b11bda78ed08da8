//! `GetDomainAddons`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, NumText, Text, WireDate, Wrap},
};

/// Lists what is booked with a domain name beside it or can be, with what `OrderDomainAddon` would
/// ask for it today.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetDomainAddons {
    #[param(refused = "Domain ID Not Found")]
    pub domainid: u64,
}

impl Action for GetDomainAddons {
    const NAME: &'static str = "GetDomainAddons";
    const ACCESS: Access = Access::Read;
    type Response = GetDomainAddonsResponse;
}

/// The response of `GetDomainAddons`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetDomainAddonsResponse {
    pub domainid: NumText,
    /// Years of a renewal.
    pub regperiod: Num,
    pub addons: Wrap<DomainAddonsList>,
}

/// The list of `addons`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainAddonsList {
    pub addon: Many<DomainAddonOffer>,
}

/// An addon of a domain name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainAddonOffer {
    /// `dnsmanagement`, `emailforwarding` or `idprotection`.
    pub addon: Text,
    /// `on`; `waiting` for the payment of `invoiceid`; `open`, if it can be ordered; or `shut`, if
    /// it cannot, for `reason`.
    pub status: Text,
    /// What it costs a year; 0 is free.
    pub yearly: Amount,
    /// What it adds to each renewal.
    pub renewal: Amount,
    /// To be paid now, up to `paiduntil`: the next day that the name itself is to be paid for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paiduntil: Option<WireDate>,
    /// Whole years that `price` pays,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<Num>,
    /// the days beyond them,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<Num>,
    /// and of how many in their year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totaldays: Option<Num>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoiceid: Option<NumText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}
