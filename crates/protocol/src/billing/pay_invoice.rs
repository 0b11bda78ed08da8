//! `PayInvoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Flag, Secret, Text},
};

/// Pays an invoice through a gateway.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct PayInvoice {
    pub invoiceid: u64,
    pub paymentmethod: String,
    pub cardnumber: Option<Secret>,
    pub cardexpiry: Option<String>,
    pub cardcvv: Option<Secret>,
    pub paymethodid: Option<u64>,
    /// What is paid with on the gateway's page is kept for automatic payments.
    pub keepmethod: Flag,
}

impl Action for PayInvoice {
    const NAME: &'static str = "PayInvoice";
    const ACCESS: Access = Access::Write;
    type Response = PayInvoiceResponse;
}

/// The response of `PayInvoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PayInvoiceResponse {
    pub paid: Bool,
    pub status: Text,
    pub transid: Text,
    pub message: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect: Option<Text>,
}
