//! `GetClientFiles`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the files that are kept with a client, newest first; for the client those that it may see.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientFiles {
    pub clientid: u64,
}

impl Action for GetClientFiles {
    const NAME: &'static str = "GetClientFiles";
    const ACCESS: Access = Access::Read;
    type Response = GetClientFilesResponse;
}

/// The response of `GetClientFiles`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientFilesResponse {
    pub totalresults: Num,
    pub files: Wrap<ClientFiles>,
}

/// The list of `files`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientFiles {
    pub file: Many<ClientFile>,
}

/// A file that is kept with a client.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientFile {
    pub fileid: Num,
    pub clientid: Num,
    pub title: Text,
    pub filename: Text,
    /// Bytes.
    pub size: Num,
    /// Only the staff sees it.
    pub staffonly: Bool,
    pub uploadedby: Text,
    pub created: WireDateTime,
}
