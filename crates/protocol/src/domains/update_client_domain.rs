//! `UpdateClientDomain`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Num, WireDate},
};

/// Changes a domain of a client.
///
/// <https://developers.whmcs.com/api-reference/updateclientdomain/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateClientDomain {
    /// Documented as needed; older clients send the name as `domain` instead, and so may others.
    #[param(refused = "Domain ID Not Found")]
    pub domainid: Option<u64>,
    pub dnsmanagement: Option<Flag>,
    pub emailforwarding: Option<Flag>,
    pub idprotection: Option<Flag>,
    pub donotrenew: Option<Flag>,
    pub r#type: Option<String>,
    pub regdate: Option<WireDate>,
    pub nextduedate: Option<WireDate>,
    pub expirydate: Option<WireDate>,
    /// The name to give it; without a `domainid`, the one that it has.
    pub domain: Option<String>,
    pub firstpaymentamount: Option<Amount>,
    pub recurringamount: Option<Amount>,
    pub registrar: Option<String>,
    pub regperiod: Option<u64>,
    pub paymentmethod: Option<String>,
    pub subscriptionid: Option<String>,
    pub status: Option<String>,
    pub notes: Option<String>,
    pub promoid: Option<u64>,
    /// Computes the recurring amount anew.
    pub autorecalc: Option<Flag>,
    /// Ours: asks the registrar what the name costs, and takes that as agreed: a premium name is
    /// bought for it, and another one as before. Before `autorecalc`.
    pub updatepremium: Option<Flag>,
    pub updatens: Option<Flag>,
    pub ns1: Option<String>,
    pub ns2: Option<String>,
    pub ns3: Option<String>,
    pub ns4: Option<String>,
    pub ns5: Option<String>,
}

impl Action for UpdateClientDomain {
    const NAME: &'static str = "UpdateClientDomain";
    const ACCESS: Access = Access::Write;
    type Response = UpdateClientDomainResponse;
}

/// The response of `UpdateClientDomain`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateClientDomainResponse {
    pub domainid: Num,
}
