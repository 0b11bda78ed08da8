//! `GetQuotePdf`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Gets a quote as a PDF in base64.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetQuotePdf {
    #[param(refused = "Quote ID Not Found")]
    pub quoteid: u64,
}

impl Action for GetQuotePdf {
    const NAME: &'static str = "GetQuotePdf";
    const ACCESS: Access = Access::Read;
    type Response = GetQuotePdfResponse;
}

/// The response of `GetQuotePdf`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetQuotePdfResponse {
    pub filename: Text,
    pub data: Text,
}
