//! `RenewSession`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Text},
};

/// Says whether a refresh token may be exchanged, and notes that it was: each is good once
/// (RFC 9700, 4.14.2). A copy of one that was used ends the session.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct RenewSession {
    pub userid: Option<u64>,
    /// Instead of a user: a member of staff.
    pub adminid: Option<u64>,
    /// The session.
    #[param(required)]
    pub session: String,
    /// The name of the token that is shown.
    #[param(required)]
    pub token: String,
    /// The name of the token that it was given for; none for the first of a session.
    pub parent: Option<String>,
    /// As in `BeginSession`: when the password was given (Unix seconds).
    pub began: Option<i64>,
    /// Until when the session lasts now (Unix seconds). Without it, it stands in no list.
    pub until: Option<i64>,
    /// The epoch of the person.
    pub epoch: Option<i64>,
    /// From which address.
    pub clientip: Option<String>,
    /// What the browser or program says of itself.
    pub useragent: Option<String>,
}

impl Action for RenewSession {
    const NAME: &'static str = "RenewSession";
    const ACCESS: Access = Access::Write;
    type Response = RenewSessionResponse;
}

/// The response of `RenewSession`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RenewSessionResponse {
    /// Whether the session goes on.
    pub active: Bool,
    /// The name of the token for which the next one is given; empty when the session is over.
    pub parent: Text,
}
