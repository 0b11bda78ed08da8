//! `DeleteClientNote`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a client note that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteClientNote {
    pub noteid: u64,
}

impl Action for DeleteClientNote {
    const NAME: &'static str = "DeleteClientNote";
    const ACCESS: Access = Access::Write;
    type Response = DeleteClientNoteResponse;
}

/// The response of `DeleteClientNote`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteClientNoteResponse {
    pub noteid: Num,
}
