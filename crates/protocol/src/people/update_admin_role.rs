//! `UpdateAdminRole`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Flag, Num},
};

/// Changes a role; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateAdminRole {
    pub roleid: u64,
    pub name: Option<String>,
    /// Action names; `*` for all.
    pub permissions: Option<Csv<String>>,
    /// Its members are written to about orders, cancellations and quotes.
    pub accountmails: Option<Flag>,
    /// Its members are written to about the tickets of their departments.
    pub supportmails: Option<Flag>,
}

impl Action for UpdateAdminRole {
    const NAME: &'static str = "UpdateAdminRole";
    const ACCESS: Access = Access::Write;
    type Response = UpdateAdminRoleResponse;
}

/// The response of `UpdateAdminRole`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateAdminRoleResponse {
    pub roleid: Num,
}
