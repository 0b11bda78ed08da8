//! `UpdateServerGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Num},
};

/// Changes a server group; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateServerGroup {
    pub groupid: u64,
    pub name: Option<String>,
    /// `least` for the least full server, `fill` for the default one first.
    pub filltype: Option<String>,
    /// The servers in it; replaces the list.
    pub servers: Option<Csv<u64>>,
}

impl Action for UpdateServerGroup {
    const NAME: &'static str = "UpdateServerGroup";
    const ACCESS: Access = Access::Write;
    type Response = UpdateServerGroupResponse;
}

/// The response of `UpdateServerGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateServerGroupResponse {
    pub groupid: Num,
}
