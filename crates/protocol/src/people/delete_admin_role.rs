//! `DeleteAdminRole`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a role that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteAdminRole {
    pub roleid: u64,
}

impl Action for DeleteAdminRole {
    const NAME: &'static str = "DeleteAdminRole";
    const ACCESS: Access = Access::Write;
    type Response = DeleteAdminRoleResponse;
}

/// The response of `DeleteAdminRole`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteAdminRoleResponse {
    pub roleid: Num,
}
