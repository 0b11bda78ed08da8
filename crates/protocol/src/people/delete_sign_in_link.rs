//! `DeleteSignInLink`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Takes a link with a provider away.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteSignInLink {
    pub linkid: u64,
    /// Whose it is: a user; this or the other.
    pub userid: Option<u64>,
    /// Whose it is: a member of staff.
    pub adminid: Option<u64>,
}

impl Action for DeleteSignInLink {
    const NAME: &'static str = "DeleteSignInLink";
    const ACCESS: Access = Access::Write;
    type Response = DeleteSignInLinkResponse;
}

/// The response of `DeleteSignInLink`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteSignInLinkResponse {
    pub linkid: Num,
}
