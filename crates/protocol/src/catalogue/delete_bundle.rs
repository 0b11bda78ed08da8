//! `DeleteBundle`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a bundle that no order used.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteBundle {
    pub bundleid: u64,
}

impl Action for DeleteBundle {
    const NAME: &'static str = "DeleteBundle";
    const ACCESS: Access = Access::Write;
    type Response = DeleteBundleResponse;
}

/// The response of `DeleteBundle`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteBundleResponse {
    pub bundleid: Num,
}
