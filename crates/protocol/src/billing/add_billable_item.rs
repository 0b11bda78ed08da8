//! `AddBillableItem`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Num, Success, WireDate},
};

/// Adds something to be invoiced later.
///
/// <https://developers.whmcs.com/api-reference/addbillableitem/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddBillableItem {
    #[param(refused = "Client ID not Found")]
    pub clientid: u64,
    #[param(missing = "You must provide a description")]
    pub description: String,
    pub amount: Amount,
    /// `hours` or `quantity`.
    #[param(missing = "Invalid Unit, please specify either 'hours' or 'quantity'")]
    pub unit: String,
    /// Also read from its older name `hours`.
    #[param(alias = "hours")]
    pub quantity: Option<Amount>,
    /// `noinvoice`, `nextcron`, `nextinvoice`, `duedate` or `recur`.
    pub invoiceaction: Option<String>,
    pub recur: Option<u64>,
    /// `Days`, `Weeks`, `Months` or `Years`.
    pub recurcycle: Option<String>,
    pub recurfor: Option<u64>,
    #[param(malformed = "Invalid Date Format - Expected: 'YYYY-mm-dd'")]
    pub duedate: Option<WireDate>,
}

impl Action for AddBillableItem {
    const NAME: &'static str = "AddBillableItem";
    const ACCESS: Access = Access::Write;
    type Response = AddBillableItemResponse;
}

/// The response of `AddBillableItem`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddBillableItemResponse {
    pub status: Success,
    pub billableid: Num,
}
