//! `PreviewEmailTemplate`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Text},
};

/// Fills a mail template with example values.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct PreviewEmailTemplate {
    /// A template; or give subject and message.
    pub id: Option<u64>,
    pub subject: Option<String>,
    pub message: Option<String>,
}

impl Action for PreviewEmailTemplate {
    const NAME: &'static str = "PreviewEmailTemplate";
    const ACCESS: Access = Access::Read;
    type Response = PreviewEmailTemplateResponse;
}

/// The response of `PreviewEmailTemplate`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PreviewEmailTemplateResponse {
    pub subject: Text,
    pub message: Text,
    /// The plain text as it is sent.
    pub text: Text,
    /// The HTML as it is sent; empty where a plain text is sent alone.
    pub html: Text,
    /// The fields it asks for.
    pub fields: Csv<String>,
}
