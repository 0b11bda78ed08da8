//! `DeleteConfigOptionGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a configurable option group that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteConfigOptionGroup {
    pub groupid: u64,
}

impl Action for DeleteConfigOptionGroup {
    const NAME: &'static str = "DeleteConfigOptionGroup";
    const ACCESS: Access = Access::Write;
    type Response = DeleteConfigOptionGroupResponse;
}

/// The response of `DeleteConfigOptionGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteConfigOptionGroupResponse {
    pub groupid: Num,
}
