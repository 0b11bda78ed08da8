//! `EndSessions`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Ends every session of a user or of a member of staff, or the one that is named.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct EndSessions {
    pub userid: Option<u64>,
    /// Instead of a user: a member of staff.
    pub adminid: Option<u64>,
    /// Only this one; the others go on.
    pub session: Option<String>,
}

impl Action for EndSessions {
    const NAME: &'static str = "EndSessions";
    const ACCESS: Access = Access::Write;
    type Response = EndSessionsResponse;
}

/// The response of `EndSessions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EndSessionsResponse {
    /// The epoch that sessions must have from now on.
    pub epoch: Num,
}
