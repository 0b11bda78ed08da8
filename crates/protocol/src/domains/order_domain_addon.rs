//! `OrderDomainAddon`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, NumText, Text},
};

/// Books an addon with a domain name that is there already: at once where nothing is to be paid,
/// else when its invoice is paid. While that waits, ordering again answers with the same invoice.
/// `GetDomainAddons` tells the price.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct OrderDomainAddon {
    #[param(refused = "Domain ID Not Found")]
    pub domainid: u64,
    /// `dnsmanagement`, `emailforwarding` or `idprotection`.
    pub addon: String,
    /// The domain's own if absent.
    pub paymentmethod: Option<String>,
}

impl Action for OrderDomainAddon {
    const NAME: &'static str = "OrderDomainAddon";
    const ACCESS: Access = Access::Write;
    type Response = OrderDomainAddonResponse;
}

/// The response of `OrderDomainAddon`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OrderDomainAddonResponse {
    pub domainid: NumText,
    pub addon: Text,
    /// `on`, or `waiting` for the payment of `invoiceid`.
    pub status: Text,
    /// What it adds to each renewal.
    pub renewal: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoiceid: Option<NumText>,
}
