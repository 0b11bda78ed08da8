//! `GetEmailTemplateDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Csv, Many, Num, Text, Wrap},
};

/// Lists every email template with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetEmailTemplateDetails {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetEmailTemplateDetails {
    const NAME: &'static str = "GetEmailTemplateDetails";
    const ACCESS: Access = Access::Read;
    type Response = GetEmailTemplateDetailsResponse;
}

/// The response of `GetEmailTemplateDetails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetEmailTemplateDetailsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub emailtemplates: Wrap<EmailTemplateEntryList>,
}

/// The list of `emailtemplates`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EmailTemplateEntryList {
    pub emailtemplate: Many<EmailTemplateEntry>,
}

/// An email template.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EmailTemplateEntry {
    pub id: Num,
    pub subject: Text,
    /// Text with {$fields}; HTML when it contains a tag.
    pub message: Text,
    pub disabled: Bool,
    pub r#type: Text,
    pub name: Text,
    /// Empty for the default one.
    pub language: Text,
    /// Made by the office, so that it can be deleted.
    pub custom: Bool,
    /// Names of fields that a program fills in.
    pub ownfields: Text,
    /// Names of all other fields that the mail may have.
    pub mergefields: Csv<String>,
}
