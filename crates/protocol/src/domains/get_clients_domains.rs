//! `GetClientsDomains`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, BoolText, Flag, Many, Num, NumText, Text, WireDate, Wrap},
};

/// Lists the domains of clients.
///
/// <https://developers.whmcs.com/api-reference/getclientsdomains/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientsDomains {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub clientid: Option<u64>,
    pub domainid: Option<u64>,
    pub domain: Option<String>,
    /// Ours: only domains in this status.
    pub status: Option<String>,
    /// Ours: only domains next due on this day.
    pub nextduedate: Option<WireDate>,
    /// Ours: `id`, `domain`, `nextduedate`, `expirydate`,
    /// `recurringamount` or `status`; `id` if absent.
    pub orderby: Option<String>,
    /// Ours: `asc` or `desc`.
    pub order: Option<String>,
    /// Ours: `domain` need only be the beginning.
    pub beginning: Flag,
    /// Ours: only domains at this registrar (its module).
    pub registrar: Option<String>,
    /// Ours: only domains with this ending, such as `.co.uk`, and no further dot before it.
    pub tld: Option<String>,
    /// Ours: only domains that are paid by this gateway.
    pub paymentmethod: Option<String>,
    /// Ours: only domains next due on this day or later.
    pub nextduedatefrom: Option<WireDate>,
    /// Ours: only domains next due on this day or earlier.
    pub nextduedateto: Option<WireDate>,
    /// Ours: only domains that expire on this day or later.
    pub expirydatefrom: Option<WireDate>,
    /// Ours: only domains that expire on this day or earlier.
    pub expirydateto: Option<WireDate>,
}

impl Action for GetClientsDomains {
    const NAME: &'static str = "GetClientsDomains";
    const ACCESS: Access = Access::Read;
    type Response = GetClientsDomainsResponse;
}

/// The response of `GetClientsDomains`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientsDomainsResponse {
    pub clientid: Option<NumText>,
    pub domainid: Option<NumText>,
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub domains: Wrap<ClientDomains>,
}

/// The list of `domains`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientDomains {
    pub domain: Many<ClientDomain>,
}

/// A domain of a client.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientDomain {
    pub id: NumText,
    pub userid: NumText,
    pub orderid: NumText,
    pub regtype: Text,
    pub domainname: Text,
    pub registrar: Text,
    pub regperiod: NumText,
    pub firstpaymentamount: Amount,
    pub recurringamount: Amount,
    pub paymentmethod: Text,
    pub paymentmethodname: Text,
    pub regdate: WireDate,
    pub expirydate: WireDate,
    pub nextduedate: WireDate,
    pub status: Text,
    pub subscriptionid: Text,
    pub promoid: NumText,
    pub dnsmanagement: BoolText,
    pub emailforwarding: BoolText,
    pub idprotection: BoolText,
    pub donotrenew: BoolText,
    pub notes: Text,
    /// Ours: its registry asks more for it than for others.
    pub ispremium: BoolText,
    /// Ours, for staff: what a renewal of such a name costs us, if more than others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premiumrenewcost: Option<Amount>,
    /// Ours, for staff: the currency of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premiumcurrency: Option<Text>,
}
