//! `TestEmailTemplate`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Sends a mail template, filled with example values, to one address.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct TestEmailTemplate {
    pub id: u64,
    /// The caller's own address if absent.
    pub email: Option<String>,
}

impl Action for TestEmailTemplate {
    const NAME: &'static str = "TestEmailTemplate";
    const ACCESS: Access = Access::Write;
    type Response = TestEmailTemplateResponse;
}

/// The response of `TestEmailTemplate`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TestEmailTemplateResponse {
    /// Where it went.
    pub email: Text,
}
