//! `UpdateEmailTemplate`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes an email template; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateEmailTemplate {
    pub id: u64,
    pub subject: Option<String>,
    /// Text with {$fields}; HTML when it contains a tag. What stands for a field is text, also
    /// there; of `ownfields` also HTML, written `{$name nofilter}`.
    pub message: Option<String>,
    pub disabled: Option<Flag>,
    /// Names of fields that a program fills in (`customvars` of `SendEmail`), with commas between.
    /// A text with a field that no such mail has, and that is not named here, is refused.
    pub ownfields: Option<String>,
}

impl Action for UpdateEmailTemplate {
    const NAME: &'static str = "UpdateEmailTemplate";
    const ACCESS: Access = Access::Write;
    type Response = UpdateEmailTemplateResponse;
}

/// The response of `UpdateEmailTemplate`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateEmailTemplateResponse {
    pub id: Num,
}
