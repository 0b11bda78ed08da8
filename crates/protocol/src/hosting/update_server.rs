//! `UpdateServer`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num, Secret},
};

/// Changes a server; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateServer {
    pub serverid: u64,
    pub name: Option<String>,
    pub module: Option<String>,
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

impl Action for UpdateServer {
    const NAME: &'static str = "UpdateServer";
    const ACCESS: Access = Access::Write;
    type Response = UpdateServerResponse;
}

/// The response of `UpdateServer`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateServerResponse {
    pub serverid: Num,
}
