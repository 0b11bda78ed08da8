//! `OperateService`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Text},
};

/// Does something to a running service through its module and says where a browser goes on.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct OperateService {
    #[param(missing = "Service ID is required", malformed = "Service ID not found")]
    pub serviceid: u64,
    /// As the module calls it, such as `reboot`.
    pub func_name: String,
    /// For `reinstall`: the system to install.
    pub image: Option<String>,
}

impl Action for OperateService {
    const NAME: &'static str = "OperateService";
    const ACCESS: Access = Access::Write;
    type Response = OperateServiceResponse;
}

/// The response of `OperateService`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OperateServiceResponse {
    /// Whether the provider still works on it.
    pub pending: Bool,
    /// The screen of the machine, for `console`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
}
