//! `AddEmailTemplate`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Adds an email template.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddEmailTemplate {
    pub subject: String,
    /// Text with {$fields}; HTML when it contains a tag. What stands for a field is text, also
    /// there; of `ownfields` also HTML, written `{$name nofilter}`.
    pub message: String,
    pub disabled: Option<Flag>,
    pub r#type: String,
    pub name: String,
    /// Empty for the default one.
    pub language: Option<String>,
    /// Made by the office, so that it can be deleted.
    pub custom: Option<Flag>,
    /// Names of fields that a program fills in (`customvars` of `SendEmail`), with commas between.
    /// A text with a field that no such mail has, and that is not named here, is refused.
    pub ownfields: Option<String>,
}

impl Action for AddEmailTemplate {
    const NAME: &'static str = "AddEmailTemplate";
    const ACCESS: Access = Access::Write;
    type Response = AddEmailTemplateResponse;
}

/// The response of `AddEmailTemplate`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddEmailTemplateResponse {
    pub id: Num,
}
