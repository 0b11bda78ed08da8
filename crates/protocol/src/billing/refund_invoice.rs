//! `RefundInvoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Num, Text},
};

/// Gives back a payment of an invoice.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct RefundInvoice {
    pub invoiceid: u64,
    /// All that was paid if absent.
    pub amount: Option<Amount>,
    /// `gateway`, `manual` or `credit`.
    pub r#type: String,
    pub transid: Option<String>,
}

impl Action for RefundInvoice {
    const NAME: &'static str = "RefundInvoice";
    const ACCESS: Access = Access::Write;
    type Response = RefundInvoiceResponse;
}

/// The response of `RefundInvoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RefundInvoiceResponse {
    /// The money that went back; 0 for what became credit.
    pub transactionid: Num,
    pub amount: Amount,
    pub status: Text,
    /// What a person is told when nothing was given back yet.
    pub message: Text,
    /// The wish that a second person has to agree to; 0 when the money went back at once.
    pub requestid: Num,
    /// The credit note of what was taken back; 0 when none was written.
    pub creditnoteid: Num,
}
