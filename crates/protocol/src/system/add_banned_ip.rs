//! `AddBannedIp`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, WireDateTime},
};

/// Bans an address.
///
/// <https://developers.whmcs.com/api-reference/addbannedip/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddBannedIp {
    pub ip: String,
    pub reason: String,
    #[param(required)]
    pub days: Option<u64>,
    pub expires: Option<WireDateTime>,
}

impl Action for AddBannedIp {
    const NAME: &'static str = "AddBannedIp";
    const ACCESS: Access = Access::Write;
    type Response = AddBannedIpResponse;
}

/// The response of `AddBannedIp`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddBannedIpResponse {
    pub banid: Num,
}
