//! `DuplicateInvoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Makes a draft with the lines of an invoice.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DuplicateInvoice {
    pub invoiceid: u64,
}

impl Action for DuplicateInvoice {
    const NAME: &'static str = "DuplicateInvoice";
    const ACCESS: Access = Access::Write;
    type Response = DuplicateInvoiceResponse;
}

/// The response of `DuplicateInvoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DuplicateInvoiceResponse {
    pub invoiceid: Num,
}
