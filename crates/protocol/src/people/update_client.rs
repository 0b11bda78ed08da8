//! `UpdateClient`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, EmailChoices, Params,
    wire::{Flag, Group, Keyed, List, NumText, PhpSerialized, Secret, Text},
};

/// Changes a client.
///
/// <https://developers.whmcs.com/api-reference/updateclient/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateClient {
    #[param(malformed = "Client ID Not Found")]
    pub clientid: Option<u64>,
    /// Finds the client instead of `clientid`.
    pub clientemail: Option<String>,
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
    pub cardtype: Option<String>,
    pub cardnum: Option<Secret>,
    /// `MMYY`.
    pub expdate: Option<String>,
    pub startdate: Option<String>,
    pub issuenumber: Option<String>,
    pub cvv: Option<Secret>,
    pub bankcode: Option<String>,
    pub bankacct: Option<Secret>,
    pub currency: Option<u64>,
    pub groupid: Option<u64>,
    pub customfields: Option<PhpSerialized<Keyed<String, u64>>>,
    /// A full name, such as `english`.
    pub language: Option<String>,
    pub clientip: Option<String>,
    pub notes: Option<String>,
    pub status: Option<String>,
    pub paymentmethod: Option<String>,
    pub email_preferences: Group<EmailChoices>,
    /// The vendor's reference speaks of true only; false takes the consent back.
    pub marketingoptin: Option<Flag>,
    pub clearcreditcard: Flag,
    /// Lets required fields be empty, except the e-mail address. A custom field still holds only
    /// what it offers.
    pub skipvalidation: Flag,
    pub latefeeoveride: Option<Flag>,
    pub overideduenotices: Option<Flag>,
    pub taxexempt: Option<Flag>,
    pub separateinvoices: Option<Flag>,
    /// Day of the month on which renewals are due together: 1 to 31, 0 for what the group or the
    /// house says, -1 for none. Ours.
    pub billingday: Option<i64>,
    pub disableautocc: Option<Flag>,
    pub overrideautoclose: Option<Flag>,
    /// Ours: fields to empty, since an empty parameter changes nothing: `companyname`, `address1`,
    /// `address2`, `city`, `state`, `postcode`, `phonenumber`, `tax_id`, `notes`,
    /// `paymentmethod` or `language`.
    pub unset: List<String>,
}

impl Action for UpdateClient {
    const NAME: &'static str = "UpdateClient";
    const ACCESS: Access = Access::Write;
    type Response = UpdateClientResponse;
}

/// The response of `UpdateClient`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateClientResponse {
    pub clientid: NumText,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<Text>,
}
