//! `DeleteCustomField`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a custom field that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteCustomField {
    pub fieldid: u64,
}

impl Action for DeleteCustomField {
    const NAME: &'static str = "DeleteCustomField";
    const ACCESS: Access = Access::Write;
    type Response = DeleteCustomFieldResponse;
}

/// The response of `DeleteCustomField`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteCustomFieldResponse {
    pub fieldid: Num,
}
