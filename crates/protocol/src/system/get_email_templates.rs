//! `GetEmailTemplates`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{BoolNum, Many, Num, Text, Wrap},
};

/// Lists mail templates.
///
/// <https://developers.whmcs.com/api-reference/getemailtemplates/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetEmailTemplates {
    pub r#type: Option<String>,
    /// A full name, such as `english`.
    pub language: Option<String>,
}

impl Action for GetEmailTemplates {
    const NAME: &'static str = "GetEmailTemplates";
    const ACCESS: Access = Access::Read;
    type Response = GetEmailTemplatesResponse;
}

/// The response of `GetEmailTemplates`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetEmailTemplatesResponse {
    pub totalresults: Num,
    pub emailtemplates: Wrap<Emailtemplates>,
}

/// The list of `emailtemplates`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Emailtemplates {
    pub emailtemplate: Many<EmailTemplate>,
}

/// A mail template.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EmailTemplate {
    pub id: Num,
    pub name: Text,
    pub subject: Text,
    pub custom: BoolNum,
}
