//! `GetContacts`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists contacts.
///
/// <https://developers.whmcs.com/api-reference/getcontacts/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetContacts {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub userid: Option<u64>,
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
    /// Ours: only this one.
    pub contactid: Option<u64>,
}

impl Action for GetContacts {
    const NAME: &'static str = "GetContacts";
    const ACCESS: Access = Access::Read;
    type Response = GetContactsResponse;
}

/// The response of `GetContacts`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetContactsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub contacts: Wrap<Contacts>,
}

/// The list of `contacts`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Contacts {
    pub contact: Many<Contact>,
}

/// A contact of a client.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Contact {
    pub id: Num,
    pub userid: Num,
    pub firstname: Text,
    pub lastname: Text,
    pub companyname: Text,
    pub email: Text,
    pub address1: Text,
    pub address2: Text,
    pub city: Text,
    pub state: Text,
    pub postcode: Text,
    pub country: Text,
    pub phonenumber: Text,
    pub domainemails: Bool,
    pub generalemails: Bool,
    pub invoiceemails: Bool,
    pub productemails: Bool,
    pub supportemails: Bool,
    pub affiliateemails: Bool,
    pub created_at: WireDateTime,
    pub updated_at: WireDateTime,
}
