//! `GetBannedEmails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the mail domains that nobody may register with.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetBannedEmails {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetBannedEmails {
    const NAME: &'static str = "GetBannedEmails";
    const ACCESS: Access = Access::Read;
    type Response = GetBannedEmailsResponse;
}

/// The response of `GetBannedEmails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetBannedEmailsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub domains: Wrap<BannedEmailList>,
}

/// The list of `domains`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BannedEmailList {
    pub domain: Many<BannedEmail>,
}

/// A mail domain that nobody may register with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BannedEmail {
    pub id: Num,
    pub domain: Text,
    /// How often somebody was refused for it.
    pub uses: Num,
    pub lastused: WireDateTime,
    pub created: WireDateTime,
}
