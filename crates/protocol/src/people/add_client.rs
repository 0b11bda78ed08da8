//! `AddClient`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Keyed, Num, PhpSerialized, Secret, Text},
};

/// Creates a client and, if needed, its owner.
///
/// <https://developers.whmcs.com/api-reference/addclient/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddClient {
    /// An existing user; a new one is made if absent.
    #[param(malformed = "Invalid Owner User ID")]
    pub owner_user_id: Option<u64>,
    #[param(required)]
    pub firstname: Option<String>,
    #[param(required)]
    pub lastname: Option<String>,
    pub companyname: Option<String>,
    #[param(required)]
    pub email: Option<String>,
    #[param(required)]
    pub address1: Option<String>,
    pub address2: Option<String>,
    #[param(required)]
    pub city: Option<String>,
    #[param(required)]
    pub state: Option<String>,
    #[param(required)]
    pub postcode: Option<String>,
    /// Two letters, ISO 3166-1.
    #[param(required)]
    pub country: Option<String>,
    #[param(required)]
    pub phonenumber: Option<String>,
    pub tax_id: Option<String>,
    pub password2: Option<Secret>,
    pub securityqid: Option<u64>,
    pub securityqans: Option<Secret>,
    pub currency: Option<u64>,
    pub groupid: Option<u64>,
    pub customfields: Option<PhpSerialized<Keyed<String, u64>>>,
    /// A full name, such as `english`.
    pub language: Option<String>,
    pub clientip: Option<String>,
    pub notes: Option<String>,
    pub marketingoptin: Option<Flag>,
    /// No mail is sent.
    pub noemail: Flag,
    /// Lets required fields be empty, except the e-mail address and the password. A custom field
    /// still holds only what it offers.
    pub skipvalidation: Flag,
    pub cardtype: Option<String>,
    pub cardnum: Option<Secret>,
    /// `MMYY`.
    pub expdate: Option<String>,
    pub startdate: Option<String>,
    pub issuenumber: Option<String>,
    pub cvv: Option<Secret>,
    /// The terms of service are agreed to, where the house asks for that: the activity log keeps
    /// it. Ours.
    pub termsagreed: Flag,
}

impl Action for AddClient {
    const NAME: &'static str = "AddClient";
    const ACCESS: Access = Access::Write;
    type Response = AddClientResponse;
}

/// The response of `AddClient`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddClientResponse {
    pub clientid: Num,
    pub owner_id: Num,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<Text>,
}
