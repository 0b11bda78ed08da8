//! `CombineInvoices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Num},
};

/// Makes one invoice that pays several others of a client when it is paid (mass payment).
///
/// Ours: no WHMCS has it; there only its own client area can.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CombineInvoices {
    #[param(refused = "Client ID Not Found")]
    pub clientid: u64,
    /// At least two unpaid invoices of the client.
    pub invoiceids: Csv<u64>,
    /// The name of a gateway module.
    pub paymentmethod: Option<String>,
}

impl Action for CombineInvoices {
    const NAME: &'static str = "CombineInvoices";
    const ACCESS: Access = Access::Write;
    type Response = CombineInvoicesResponse;
}

/// The response of `CombineInvoices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CombineInvoicesResponse {
    pub invoiceid: Num,
}
