//! `UpdateClientProduct`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, ConfigChoice, Params,
    wire::{Amount, Flag, Keyed, List, NumText, OnOffFlag, PhpSerialized, Secret, WireDate},
};

/// Changes a service of a client.
///
/// <https://developers.whmcs.com/api-reference/updateclientproduct/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateClientProduct {
    #[param(refused = "Service ID Not Found")]
    pub serviceid: u64,
    pub pid: Option<u64>,
    pub serverid: Option<u64>,
    pub regdate: Option<WireDate>,
    pub nextduedate: Option<WireDate>,
    /// Also read from `terminationDate`, as the vendor's reference had it before.
    #[param(alias = "terminationDate")]
    pub terminationdate: Option<WireDate>,
    pub domain: Option<String>,
    pub firstpaymentamount: Option<Amount>,
    pub recurringamount: Option<Amount>,
    pub paymentmethod: Option<String>,
    pub billingcycle: Option<String>,
    pub subscriptionid: Option<String>,
    pub status: Option<String>,
    pub notes: Option<String>,
    pub serviceusername: Option<String>,
    pub servicepassword: Option<Secret>,
    pub overideautosuspend: Option<OnOffFlag>,
    pub overidesuspenduntil: Option<WireDate>,
    pub ns1: Option<String>,
    pub ns2: Option<String>,
    pub dedicatedip: Option<String>,
    pub assignedips: Option<String>,
    pub diskusage: Option<u64>,
    pub disklimit: Option<u64>,
    pub bwusage: Option<u64>,
    pub bwlimit: Option<u64>,
    pub suspendreason: Option<String>,
    pub promoid: Option<u64>,
    /// Fields to empty, since an empty parameter changes nothing.
    pub unset: List<String>,
    /// Computes the recurring amount anew.
    pub autorecalc: Option<Flag>,
    pub customfields: Option<PhpSerialized<Keyed<String, u64>>>,
    pub configoptions: Option<PhpSerialized<Keyed<ConfigChoice, u64>>>,
}

impl Action for UpdateClientProduct {
    const NAME: &'static str = "UpdateClientProduct";
    const ACCESS: Access = Access::Write;
    type Response = UpdateClientProductResponse;
}

/// The response of `UpdateClientProduct`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateClientProductResponse {
    pub serviceid: NumText,
}
