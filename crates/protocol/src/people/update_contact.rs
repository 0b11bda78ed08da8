//! `UpdateContact`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, EmailChoices, Params,
    wire::{Group, List, NumText, Text},
};

/// Changes a contact.
///
/// <https://developers.whmcs.com/api-reference/updatecontact/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateContact {
    #[param(refused = "Contact ID Not Found")]
    pub contactid: u64,
    pub firstname: Option<String>,
    pub lastname: Option<String>,
    pub companyname: Option<String>,
    pub email: Option<String>,
    pub address1: Option<String>,
    pub address2: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub postcode: Option<String>,
    /// Two letters, ISO 3166-1.
    pub country: Option<String>,
    pub phonenumber: Option<String>,
    pub email_preferences: Group<EmailChoices>,
    /// Ours: fields to empty, since an empty parameter changes nothing: `firstname`, `lastname`,
    /// `companyname`, `email`, `address1`, `address2`, `city`, `state`, `postcode`, `country` or
    /// `phonenumber`.
    pub unset: List<String>,
}

impl Action for UpdateContact {
    const NAME: &'static str = "UpdateContact";
    const ACCESS: Access = Access::Write;
    type Response = UpdateContactResponse;
}

/// The response of `UpdateContact`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateContactResponse {
    pub contactid: NumText,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<Text>,
}
