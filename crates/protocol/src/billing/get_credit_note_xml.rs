//! `GetCreditNoteXml`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Gets a credit note as an electronic invoice by EN 16931: UBL 2.1 in base64.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetCreditNoteXml {
    #[param(refused = "Credit Note ID Not Found")]
    pub creditnoteid: u64,
}

impl Action for GetCreditNoteXml {
    const NAME: &'static str = "GetCreditNoteXml";
    const ACCESS: Access = Access::Read;
    type Response = GetCreditNoteXmlResponse;
}

/// The response of `GetCreditNoteXml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetCreditNoteXmlResponse {
    pub filename: Text,
    pub data: Text,
}
