//! `AddServerGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Num},
};

/// Adds a server group.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddServerGroup {
    pub name: String,
    /// `least` for the least full server, `fill` for the default one first.
    pub filltype: Option<String>,
    /// The servers in it; replaces the list.
    pub servers: Option<Csv<u64>>,
}

impl Action for AddServerGroup {
    const NAME: &'static str = "AddServerGroup";
    const ACCESS: Access = Access::Write;
    type Response = AddServerGroupResponse;
}

/// The response of `AddServerGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddServerGroupResponse {
    pub groupid: Num,
}
