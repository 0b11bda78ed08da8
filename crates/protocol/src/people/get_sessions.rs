//! `GetSessions`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists where a user or a member of staff is signed in, the session that was seen last first.
/// Staff that looks at the pages in a user's place is in nobody's list.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSessions {
    /// A user; this or the other.
    pub userid: Option<u64>,
    /// A member of staff.
    pub adminid: Option<u64>,
    /// The session of whoever asks, which is marked in the list.
    pub session: Option<String>,
}

impl Action for GetSessions {
    const NAME: &'static str = "GetSessions";
    const ACCESS: Access = Access::Read;
    type Response = GetSessionsResponse;
}

/// The response of `GetSessions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSessionsResponse {
    pub sessions: Wrap<OpenSessionList>,
}

/// The list of `sessions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OpenSessionList {
    pub session: Many<OpenSession>,
}

/// Where somebody is signed in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OpenSession {
    pub sessionid: Num,
    /// When the password was given.
    pub began: WireDateTime,
    /// When it was renewed last, which it is every few minutes while it is used.
    pub lastseen: WireDateTime,
    /// The address it was seen at last.
    pub clientip: Text,
    /// Browser and system, such as `Firefox · Windows`; empty where it does not say.
    pub device: Text,
    /// Whether it is the one that was asked with.
    pub current: Bool,
}
