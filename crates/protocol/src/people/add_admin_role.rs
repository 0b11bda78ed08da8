//! `AddAdminRole`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Flag, Num},
};

/// Adds a role.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddAdminRole {
    /// `staff`, or `api` for programs.
    pub kind: String,
    pub name: String,
    /// Action names; `*` for all.
    pub permissions: Csv<String>,
    /// Its members are written to about orders, cancellations and quotes.
    pub accountmails: Option<Flag>,
    /// Its members are written to about the tickets of their departments.
    pub supportmails: Option<Flag>,
}

impl Action for AddAdminRole {
    const NAME: &'static str = "AddAdminRole";
    const ACCESS: Access = Access::Write;
    type Response = AddAdminRoleResponse;
}

/// The response of `AddAdminRole`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddAdminRoleResponse {
    pub roleid: Num,
}
