//! `DomainWhois`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, Text},
};

/// Asks whether a domain is free.
///
/// <https://developers.whmcs.com/api-reference/domainwhois/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainWhois {
    #[param(missing = "Domain not valid")]
    pub domain: String,
    /// Ours: the currency of the prices of a premium name; the house's own if absent.
    pub currencyid: Option<u64>,
    /// Ours: the client whose currency that is.
    pub clientid: Option<u64>,
}

impl Action for DomainWhois {
    const NAME: &'static str = "DomainWhois";
    const ACCESS: Access = Access::Read;
    type Response = DomainWhoisResponse;
}

/// The response of `DomainWhois`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainWhoisResponse {
    pub status: Text,
    pub whois: Text,
    /// Ours: only of a name whose registry asks more for it than for others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premium: Option<PremiumName>,
}

/// What a year of a premium name costs; what is absent costs what it does with any name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PremiumName {
    /// Whether it is sold here.
    pub issold: Bool,
    pub currencycode: Text,
    pub currencyprefix: Text,
    pub currencysuffix: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renew: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Amount>,
    /// What the registry asks of us, for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costcurrency: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registercost: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewcost: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfercost: Option<Amount>,
}
