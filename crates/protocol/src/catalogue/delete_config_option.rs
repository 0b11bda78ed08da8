//! `DeleteConfigOption`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a configurable option that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteConfigOption {
    pub optionid: u64,
}

impl Action for DeleteConfigOption {
    const NAME: &'static str = "DeleteConfigOption";
    const ACCESS: Access = Access::Write;
    type Response = DeleteConfigOptionResponse;
}

/// The response of `DeleteConfigOption`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteConfigOptionResponse {
    pub optionid: Num,
}
