//! `DeleteClientFile`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a file that is kept with a client.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteClientFile {
    pub fileid: u64,
}

impl Action for DeleteClientFile {
    const NAME: &'static str = "DeleteClientFile";
    const ACCESS: Access = Access::Write;
    type Response = DeleteClientFileResponse;
}

/// The response of `DeleteClientFile`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteClientFileResponse {
    pub fileid: Num,
}
