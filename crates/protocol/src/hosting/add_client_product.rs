//! `AddClientProduct`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Num, OnOffFlag, Secret, WireDate},
};

/// Writes down a service that runs already, without an order, an invoice or a mail.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddClientProduct {
    pub clientid: u64,
    pub pid: u64,
    /// As `monthly`, `annually`, `onetime` or `free`.
    pub billingcycle: String,
    pub domain: Option<String>,
    /// `Active` if absent.
    pub status: Option<String>,
    /// Today if absent.
    pub regdate: Option<WireDate>,
    /// The first day that is not paid for. What has ended may have none.
    pub nextduedate: Option<WireDate>,
    /// The day on which it ended.
    pub terminationdate: Option<WireDate>,
    pub firstpaymentamount: Option<Amount>,
    /// The price of today's catalogue if absent.
    pub recurringamount: Option<Amount>,
    pub paymentmethod: Option<String>,
    pub serverid: Option<u64>,
    pub serviceusername: Option<String>,
    pub servicepassword: Option<Secret>,
    pub subscriptionid: Option<String>,
    pub suspendreason: Option<String>,
    pub overideautosuspend: Option<OnOffFlag>,
    pub overidesuspenduntil: Option<WireDate>,
    pub dedicatedip: Option<String>,
    pub assignedips: Option<String>,
    pub ns1: Option<String>,
    pub ns2: Option<String>,
    pub notes: Option<String>,
}

impl Action for AddClientProduct {
    const NAME: &'static str = "AddClientProduct";
    const ACCESS: Access = Access::Write;
    type Response = AddClientProductResponse;
}

/// The response of `AddClientProduct`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddClientProductResponse {
    pub serviceid: Num,
}
