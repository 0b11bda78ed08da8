//! `DeleteLink`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Takes away a counted link with its figures.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteLink {
    pub linkid: u64,
}

impl Action for DeleteLink {
    const NAME: &'static str = "DeleteLink";
    const ACCESS: Access = Access::Write;
    type Response = DeleteLinkResponse;
}

/// The response of `DeleteLink`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteLinkResponse {
    pub linkid: Num,
}
