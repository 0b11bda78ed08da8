//! `AddSpamFilter`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Turns away what comes from a sender, or has a piece in its subject or text. Senders are turned
/// away from the forms as well.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddSpamFilter {
    /// `sender`, `subject` or `phrase`.
    pub r#type: String,
    /// An address or domain, or a piece of the subject or text; its case does not matter.
    pub content: String,
}

impl Action for AddSpamFilter {
    const NAME: &'static str = "AddSpamFilter";
    const ACCESS: Access = Access::Write;
    type Response = AddSpamFilterResponse;
}

/// The response of `AddSpamFilter`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddSpamFilterResponse {
    pub filterid: Num,
}
