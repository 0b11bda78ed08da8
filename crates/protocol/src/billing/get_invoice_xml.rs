//! `GetInvoiceXml`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Gets an invoice as an electronic invoice by EN 16931: UBL 2.1 in base64.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetInvoiceXml {
    #[param(refused = "Invoice ID Not Found")]
    pub invoiceid: u64,
}

impl Action for GetInvoiceXml {
    const NAME: &'static str = "GetInvoiceXml";
    const ACCESS: Access = Access::Read;
    type Response = GetInvoiceXmlResponse;
}

/// The response of `GetInvoiceXml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetInvoiceXmlResponse {
    pub filename: Text,
    pub data: Text,
}
