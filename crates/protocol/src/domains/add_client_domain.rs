//! `AddClientDomain`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Num, WireDate},
};

/// Writes down a domain that a client has already, without an order or an invoice; no registrar
/// is told.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddClientDomain {
    pub clientid: u64,
    pub domain: String,
    /// `Register` if absent, or `Transfer`.
    pub r#type: Option<String>,
    /// `Active` if absent.
    pub status: Option<String>,
    /// Today if absent.
    pub regdate: Option<WireDate>,
    pub expirydate: Option<WireDate>,
    /// The first day that is not paid for.
    pub nextduedate: Option<WireDate>,
    /// Years of a period; 1 if absent.
    pub regperiod: Option<u64>,
    pub firstpaymentamount: Option<Amount>,
    /// The renewal price of today's price list if absent.
    pub recurringamount: Option<Amount>,
    pub registrar: Option<String>,
    pub paymentmethod: Option<String>,
    pub dnsmanagement: Option<Flag>,
    pub emailforwarding: Option<Flag>,
    pub idprotection: Option<Flag>,
    pub donotrenew: Option<Flag>,
    pub subscriptionid: Option<String>,
    pub ns1: Option<String>,
    pub ns2: Option<String>,
    pub ns3: Option<String>,
    pub ns4: Option<String>,
    pub ns5: Option<String>,
    pub notes: Option<String>,
}

impl Action for AddClientDomain {
    const NAME: &'static str = "AddClientDomain";
    const ACCESS: Access = Access::Write;
    type Response = AddClientDomainResponse;
}

/// The response of `AddClientDomain`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddClientDomainResponse {
    pub domainid: Num,
}
