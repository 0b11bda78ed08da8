//! `GetInvoicePdf`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Gets an invoice as a PDF in base64.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetInvoicePdf {
    #[param(refused = "Invoice ID Not Found")]
    pub invoiceid: u64,
}

impl Action for GetInvoicePdf {
    const NAME: &'static str = "GetInvoicePdf";
    const ACCESS: Access = Access::Read;
    type Response = GetInvoicePdfResponse;
}

/// The response of `GetInvoicePdf`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetInvoicePdfResponse {
    pub filename: Text,
    pub data: Text,
}
