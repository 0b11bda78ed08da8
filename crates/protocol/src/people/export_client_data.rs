//! `ExportClientData`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Text},
};

/// Gives everything that is kept about a client, as the law of many countries lets clients ask
/// for; what opens something (passwords, tokens) is no part of it.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ExportClientData {
    pub clientid: u64,
}

impl Action for ExportClientData {
    const NAME: &'static str = "ExportClientData";
    const ACCESS: Access = Access::Write;
    type Response = ExportClientDataResponse;
}

/// The response of `ExportClientData`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExportClientDataResponse {
    pub filename: Text,
    /// Rows in all.
    pub rows: Num,
    /// JSON: an object of lists by what they hold; amounts in minor units, instants in Unix
    /// seconds.
    pub data: Text,
}
