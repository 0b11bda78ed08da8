//! `AddTransaction`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, LocalDate},
};

/// Records a movement of money.
///
/// <https://developers.whmcs.com/api-reference/addtransaction/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddTransaction {
    #[param(missing = "Payment Method is required")]
    pub paymentmethod: String,
    #[param(malformed = "Client ID Not Found")]
    pub userid: Option<u64>,
    #[param(malformed = "Invoice ID Not Found")]
    pub invoiceid: Option<u64>,
    pub transid: Option<String>,
    pub date: Option<LocalDate>,
    #[param(malformed = "Currency ID Not Found")]
    pub currencyid: Option<u64>,
    pub description: Option<String>,
    pub amountin: Option<Amount>,
    pub fees: Option<Amount>,
    pub amountout: Option<Amount>,
    pub rate: Option<Amount>,
    /// Adds the amount to the client's credit; not together with an invoice.
    pub credit: Flag,
    pub allowduplicatetransid: Flag,
}

impl Action for AddTransaction {
    const NAME: &'static str = "AddTransaction";
    const ACCESS: Access = Access::Write;
    type Response = AddTransactionResponse;
}

/// The response of `AddTransaction`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddTransactionResponse {}
