//! `GetTLDPricing`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Currency, Params,
    wire::{Amount, Bool, Many, Named, Num, Text},
};

/// Lists the prices of all top-level domains.
///
/// <https://developers.whmcs.com/api-reference/gettldpricing/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTLDPricing {
    pub currencyid: Option<u64>,
    pub clientid: Option<u64>,
}

impl Action for GetTLDPricing {
    const NAME: &'static str = "GetTLDPricing";
    const ACCESS: Access = Access::Read;
    type Response = GetTLDPricingResponse;
}

/// The response of `GetTLDPricing`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTLDPricingResponse {
    pub currency: Currency,
    pub pricing: Named<TldPricing>,
}

/// The prices of a top-level domain, by number of years.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TldPricing {
    pub tld: Text,
    pub categories: Many<Text>,
    pub addons: TldAddons,
    pub group: Text,
    pub register: Named<Amount>,
    pub transfer: Named<Amount>,
    pub renew: Named<Amount>,
    pub grace_period: Option<TldPeriod>,
    pub redemption_period: Option<TldPeriod>,
}

/// What can be booked with a domain.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TldAddons {
    pub dns: Bool,
    pub email: Bool,
    pub idprotect: Bool,
    /// Ours: what it costs a year; absent where it is free or not offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dnsprice: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emailprice: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idprotectprice: Option<Amount>,
}

/// A period after expiry and its fee.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TldPeriod {
    pub days: Num,
    pub price: Amount,
}
