//! `GetSessionState`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Csv, Num, Text},
};

/// Says whether a session may go on, and what it may do.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSessionState {
    pub userid: Option<u64>,
    /// The client that the user acts for.
    pub clientid: Option<u64>,
    /// Instead of a user: a member of staff.
    pub adminid: Option<u64>,
    /// The session itself, which may have been ended.
    pub session: Option<String>,
}

impl Action for GetSessionState {
    const NAME: &'static str = "GetSessionState";
    const ACCESS: Access = Access::Read;
    type Response = GetSessionStateResponse;
}

/// The response of `GetSessionState`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSessionStateResponse {
    /// Sessions of an earlier epoch are void.
    pub epoch: Num,
    /// Whether there is such a person, and may sign in, for the client.
    pub active: Bool,
    pub name: Text,
    pub email: Text,
    /// Permissions of a user for the client, or the actions of a member of staff (`*` for all).
    pub permissions: Csv<String>,
    /// Whether the user owns the client, and so says who else may act for it.
    pub isowner: Bool,
    /// Whether the person has a second factor.
    pub twofactorenabled: Bool,
    /// Whether a member of staff must set up a second factor before it may do anything.
    pub twofactorowed: Bool,
    /// The clients a user may act for, those it owns first.
    pub clientids: Csv<u64>,
}
