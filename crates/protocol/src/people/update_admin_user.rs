//! `UpdateAdminUser`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Change, Csv, Flag, Num, Secret},
};

/// Changes a member of staff; another password, role or switching off ends its sessions.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateAdminUser {
    pub adminid: u64,
    pub email: Option<String>,
    pub firstname: Option<String>,
    pub lastname: Option<String>,
    pub password2: Option<Secret>,
    pub roleid: Option<u64>,
    pub signature: Option<String>,
    pub language: Option<String>,
    pub disabled: Option<Flag>,
    /// The departments whose tickets it sees; replaces the list, and empty means all of them.
    pub supportdepartmentids: Change<Csv<u64>>,
}

impl Action for UpdateAdminUser {
    const NAME: &'static str = "UpdateAdminUser";
    const ACCESS: Access = Access::Write;
    type Response = UpdateAdminUserResponse;
}

/// The response of `UpdateAdminUser`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateAdminUserResponse {
    pub adminid: Num,
}
