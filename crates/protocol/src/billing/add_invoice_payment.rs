//! `AddInvoicePayment`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, WireDateTime},
};

/// Records a payment of an invoice.
///
/// <https://developers.whmcs.com/api-reference/addinvoicepayment/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddInvoicePayment {
    #[param(refused = "Invoice ID Not Found")]
    pub invoiceid: u64,
    #[param(required)]
    pub transid: Option<String>,
    pub gateway: String,
    pub date: WireDateTime,
    /// The whole balance if absent.
    pub amount: Option<Amount>,
    pub fees: Option<Amount>,
    /// No mail is sent.
    pub noemail: Flag,
}

impl Action for AddInvoicePayment {
    const NAME: &'static str = "AddInvoicePayment";
    const ACCESS: Access = Access::Write;
    type Response = AddInvoicePaymentResponse;
}

/// The response of `AddInvoicePayment`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddInvoicePaymentResponse {}
