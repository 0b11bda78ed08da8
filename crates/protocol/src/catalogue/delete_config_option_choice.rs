//! `DeleteConfigOptionChoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes an option choice that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteConfigOptionChoice {
    pub choiceid: u64,
}

impl Action for DeleteConfigOptionChoice {
    const NAME: &'static str = "DeleteConfigOptionChoice";
    const ACCESS: Access = Access::Write;
    type Response = DeleteConfigOptionChoiceResponse;
}

/// The response of `DeleteConfigOptionChoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteConfigOptionChoiceResponse {
    pub choiceid: Num,
}
