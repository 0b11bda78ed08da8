//! `UpdateClientNote`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes a client note; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateClientNote {
    pub noteid: u64,
    pub notes: Option<String>,
    pub sticky: Option<Flag>,
}

impl Action for UpdateClientNote {
    const NAME: &'static str = "UpdateClientNote";
    const ACCESS: Access = Access::Write;
    type Response = UpdateClientNoteResponse;
}

/// The response of `UpdateClientNote`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateClientNoteResponse {
    pub noteid: Num,
}
