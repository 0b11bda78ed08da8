//! `DeleteTld`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Stops selling an ending; names that clients have under it stay.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteTld {
    pub extension: String,
}

impl Action for DeleteTld {
    const NAME: &'static str = "DeleteTld";
    const ACCESS: Access = Access::Write;
    type Response = DeleteTldResponse;
}

/// The response of `DeleteTld`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteTldResponse {
    pub extension: Text,
}
