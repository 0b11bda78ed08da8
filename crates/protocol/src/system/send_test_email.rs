//! `SendTestEmail`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Sends a mail template, filled with example values, to one address.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SendTestEmail {
    pub id: u64,
    /// The caller's own address if absent.
    pub email: Option<String>,
}

impl Action for SendTestEmail {
    const NAME: &'static str = "SendTestEmail";
    const ACCESS: Access = Access::Write;
    type Response = SendTestEmailResponse;
}

/// The response of `SendTestEmail`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SendTestEmailResponse {
    /// Where it went.
    pub email: Text,
}
