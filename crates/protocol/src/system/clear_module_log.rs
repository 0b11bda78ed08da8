//! `ClearModuleLog`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Removes every call from the module log.
///
/// Ours: a WHMCS does it only on a page.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ClearModuleLog {}

impl Action for ClearModuleLog {
    const NAME: &'static str = "ClearModuleLog";
    const ACCESS: Access = Access::Write;
    type Response = ClearModuleLogResponse;
}

/// The response of `ClearModuleLog`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClearModuleLogResponse {
    /// How many calls there were.
    pub removed: Num,
}
