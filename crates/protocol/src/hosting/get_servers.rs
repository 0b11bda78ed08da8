//! `GetServers`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Flag, Many, Num, Text},
};

/// Lists servers.
///
/// <https://developers.whmcs.com/api-reference/getservers/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetServers {
    pub serviceId: Option<u64>,
    pub addonId: Option<u64>,
    pub fetchStatus: Flag,
}

impl Action for GetServers {
    const NAME: &'static str = "GetServers";
    const ACCESS: Access = Access::Read;
    type Response = GetServersResponse;
}

/// The response of `GetServers`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetServersResponse {
    pub servers: Many<Server>,
    pub fetchStatus: Text,
}

/// A server and how full it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Server {
    pub id: Num,
    pub name: Text,
    pub hostname: Text,
    pub ipaddress: Text,
    pub active: Bool,
    pub activeServices: Num,
    pub maxAllowedServices: Num,
    pub percentUsed: Num,
    pub module: Text,
    pub status: ServerStatus,
}

/// What the server says about itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServerStatus {
    pub http: Bool,
    pub load: Text,
    pub uptime: Text,
}
