//! `EndSession`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Ends one session of a user or of a member of staff; the others go on.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct EndSession {
    /// A user; this or the other.
    pub userid: Option<u64>,
    /// A member of staff.
    pub adminid: Option<u64>,
    /// Its number in `GetSessions`.
    #[param(refused = "Session ID Not Found")]
    pub sessionid: u64,
}

impl Action for EndSession {
    const NAME: &'static str = "EndSession";
    const ACCESS: Access = Access::Write;
    type Response = EndSessionResponse;
}

/// The response of `EndSession`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EndSessionResponse {
    pub sessionid: Num,
}
