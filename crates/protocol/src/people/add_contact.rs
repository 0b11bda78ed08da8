//! `AddContact`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Group, Num, Text},
};

/// Adds a contact to a client.
///
/// <https://developers.whmcs.com/api-reference/addcontact/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddContact {
    #[param(refused = "Client ID Not Found")]
    pub clientid: u64,
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
    pub tax_id: Option<String>,
    pub email_preferences: Group<EmailChoices>,
}

impl Action for AddContact {
    const NAME: &'static str = "AddContact";
    const ACCESS: Access = Access::Write;
    type Response = AddContactResponse;
}

/// Which kinds of mail a client or contact wants; absent leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct EmailChoices {
    pub general: Option<Flag>,
    pub product: Option<Flag>,
    pub domain: Option<Flag>,
    pub invoice: Option<Flag>,
    pub support: Option<Flag>,
    pub affiliate: Option<Flag>,
}

/// The response of `AddContact`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddContactResponse {
    pub contactid: Num,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<Text>,
}
