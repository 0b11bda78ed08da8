//! `AddServer`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num, Secret},
};

/// Adds a server.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddServer {
    pub name: String,
    pub module: String,
    pub hostname: Option<String>,
    pub ipaddress: Option<String>,
    pub assignedips: Option<String>,
    /// One a line.
    pub nameservers: Option<String>,
    /// 0 for any number.
    pub maxaccounts: Option<u64>,
    pub serverusername: Option<String>,
    /// 0 for the usual one.
    pub port: Option<u64>,
    pub secure: Option<Flag>,
    pub active: Option<Flag>,
    pub default: Option<Flag>,
    pub noc: Option<String>,
    pub statusaddress: Option<String>,
    /// Password or key to sign in with; never told again.
    pub serverpassword: Option<Secret>,
}

impl Action for AddServer {
    const NAME: &'static str = "AddServer";
    const ACCESS: Access = Access::Write;
    type Response = AddServerResponse;
}

/// The response of `AddServer`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddServerResponse {
    pub serverid: Num,
}
