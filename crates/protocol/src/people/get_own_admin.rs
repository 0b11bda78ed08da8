//! `GetOwnAdmin`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Text},
};

/// Tells a member of staff what it may change of itself.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetOwnAdmin {
    /// The caller itself, if it is a member of staff; programs that may change staff name one.
    pub adminid: u64,
}

impl Action for GetOwnAdmin {
    const NAME: &'static str = "GetOwnAdmin";
    const ACCESS: Access = Access::Read;
    type Response = GetOwnAdminResponse;
}

/// The response of `GetOwnAdmin`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetOwnAdminResponse {
    pub adminid: Num,
    /// What it signs in with.
    pub username: Text,
    pub firstname: Text,
    pub lastname: Text,
    pub email: Text,
    /// The name of its role.
    pub role: Text,
    /// A full name, such as `english`.
    pub language: Text,
    /// What stands under its answers.
    pub signature: Text,
}
