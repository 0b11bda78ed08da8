//! `GetMailKeys`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the keys that mails are signed with (DKIM), and asks the DNS whether it publishes them.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetMailKeys {}

impl Action for GetMailKeys {
    const NAME: &'static str = "GetMailKeys";
    const ACCESS: Access = Access::Read;
    type Response = GetMailKeysResponse;
}

/// The response of `GetMailKeys`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetMailKeysResponse {
    pub totalresults: Num,
    pub keys: Wrap<MailKeyList>,
}

/// The list of `keys`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct MailKeyList {
    pub key: Many<MailKey>,
}

/// A key that mails are signed with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct MailKey {
    pub domain: Text,
    pub selector: Text,
    /// The name of the TXT record that the DNS has to have.
    pub recordname: Text,
    /// What that record has to say.
    pub recordvalue: Text,
    /// `yes`, `no`, `another` (the DNS has a key that is not this one) or `unknown`.
    pub published: Text,
    pub created: WireDateTime,
}
