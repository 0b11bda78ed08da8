//! `GetCreditNotePdf`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Gets a credit note as a PDF in base64.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetCreditNotePdf {
    #[param(refused = "Credit Note ID Not Found")]
    pub creditnoteid: u64,
}

impl Action for GetCreditNotePdf {
    const NAME: &'static str = "GetCreditNotePdf";
    const ACCESS: Access = Access::Read;
    type Response = GetCreditNotePdfResponse;
}

/// The response of `GetCreditNotePdf`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetCreditNotePdfResponse {
    pub filename: Text,
    pub data: Text,
}
