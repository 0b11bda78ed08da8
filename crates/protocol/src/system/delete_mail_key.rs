//! `DeleteMailKey`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Deletes the key of a domain: its mails go out unsigned from now on.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteMailKey {
    pub domain: String,
}

impl Action for DeleteMailKey {
    const NAME: &'static str = "DeleteMailKey";
    const ACCESS: Access = Access::Write;
    type Response = DeleteMailKeyResponse;
}

/// The response of `DeleteMailKey`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteMailKeyResponse {
    pub domain: Text,
}
