//! `AddClientFile`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Keeps a file with a client.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddClientFile {
    pub clientid: u64,
    /// What people call it; the name of the file if absent.
    pub title: Option<String>,
    pub filename: String,
    /// The file in base64.
    pub data: String,
    /// Only the staff sees it.
    pub staffonly: Option<Flag>,
}

impl Action for AddClientFile {
    const NAME: &'static str = "AddClientFile";
    const ACCESS: Access = Access::Write;
    type Response = AddClientFileResponse;
}

/// The response of `AddClientFile`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddClientFileResponse {
    pub fileid: Num,
}
