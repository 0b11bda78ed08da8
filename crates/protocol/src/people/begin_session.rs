//! `BeginSession`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Notes that somebody came in: since when, from where and with which device. A session that is
/// noted stands in the list of its person until it ends.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct BeginSession {
    pub userid: Option<u64>,
    /// Instead of a user: a member of staff.
    pub adminid: Option<u64>,
    /// The session.
    #[param(required)]
    pub session: String,
    /// When the password was given (Unix seconds).
    pub began: Option<i64>,
    /// Until when it lasts if it is not renewed (Unix seconds).
    pub until: Option<i64>,
    /// The epoch of the person; the session is over with it.
    pub epoch: Option<i64>,
    /// From which address.
    pub clientip: Option<String>,
    /// What the browser or program says of itself; only what device it is, is kept.
    pub useragent: Option<String>,
}

impl Action for BeginSession {
    const NAME: &'static str = "BeginSession";
    const ACCESS: Access = Access::Write;
    type Response = BeginSessionResponse;
}

/// The response of `BeginSession`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BeginSessionResponse {}
