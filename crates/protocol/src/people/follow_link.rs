//! `FollowLink`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Counts a click and tells where a link leads; for the doors.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct FollowLink {
    pub code: Option<String>,
    pub linkid: Option<u64>,
    pub useragent: Option<String>,
}

impl Action for FollowLink {
    const NAME: &'static str = "FollowLink";
    const ACCESS: Access = Access::Write;
    type Response = FollowLinkResponse;
}

/// The response of `FollowLink`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct FollowLinkResponse {
    pub code: Text,
    pub target: Text,
}
