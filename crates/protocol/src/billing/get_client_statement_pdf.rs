//! `GetClientStatementPdf`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Text, WireDate},
};

/// Gets the account of a client over a time as a PDF in base64.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientStatementPdf {
    pub clientid: u64,
    /// The first day; the first of the year if absent.
    pub datefrom: WireDate,
    /// The last day; today if absent.
    pub dateto: WireDate,
}

impl Action for GetClientStatementPdf {
    const NAME: &'static str = "GetClientStatementPdf";
    const ACCESS: Access = Access::Read;
    type Response = GetClientStatementPdfResponse;
}

/// The response of `GetClientStatementPdf`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientStatementPdfResponse {
    pub filename: Text,
    pub data: Text,
}
