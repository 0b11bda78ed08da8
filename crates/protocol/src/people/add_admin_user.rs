//! `AddAdminUser`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Num, Secret},
};

/// Makes a member of staff.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddAdminUser {
    /// What it signs in with; `username` is a credential of the caller.
    pub adminusername: String,
    pub email: String,
    pub firstname: String,
    pub lastname: String,
    pub password2: Secret,
    /// A role of the kind `staff`.
    pub roleid: u64,
    /// The departments whose tickets it sees; none for all of them.
    pub supportdepartmentids: Csv<u64>,
}

impl Action for AddAdminUser {
    const NAME: &'static str = "AddAdminUser";
    const ACCESS: Access = Access::Write;
    type Response = AddAdminUserResponse;
}

/// The response of `AddAdminUser`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddAdminUserResponse {
    pub adminid: Num,
}
