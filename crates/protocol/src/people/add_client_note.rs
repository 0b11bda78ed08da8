//! `AddClientNote`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Adds a staff note to a client.
///
/// <https://developers.whmcs.com/api-reference/addclientnote/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddClientNote {
    #[param(refused = "Client ID not found")]
    pub userid: u64,
    #[param(missing = "Notes can not be empty")]
    pub notes: String,
    pub sticky: Flag,
}

impl Action for AddClientNote {
    const NAME: &'static str = "AddClientNote";
    const ACCESS: Access = Access::Write;
    type Response = AddClientNoteResponse;
}

/// The response of `AddClientNote`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddClientNoteResponse {
    pub noteid: Num,
}
